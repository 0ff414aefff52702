package dev.gai.braintrust.test;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a failed assertion says, and where it goes: it is thrown, or collected.
 */
final class Failures {

	private static final int MAX_ARGUMENTS = 500;

	private Failures() {
	}

	static void report(AssertionError failure, @Nullable Consumer<AssertionError> collector) {
		if (collector == null) {
			throw failure;
		}
		collector.accept(failure);
	}

	static String names(List<RecordedSpan> spans) {
		return Nearest.list(spans.stream().map(RecordedSpan::name).toList());
	}

	static String errors(List<RecordedSpan> failed) {
		return String.join("; ",
				failed.stream().limit(10).map((span) -> "`" + span.name() + "` " + cut(reason(span))).toList());
	}

	static String reason(RecordedSpan span) {
		String category = span.metadata().path("error.category").asString("");
		return (category.isEmpty() ? "" : category + ", ") + span.error();
	}

	/**
	 * Where models that are not traced are probably the reason.
	 */
	static String noModel(List<RecordedSpan> calls) {
		return calls.isEmpty()
				? ". No call of a model was traced: a ChatModel of Spring AI that is a mock or a script is "
						+ "traced below a ChatClient of the auto-configured ChatClient.Builder, anything else with @TracedLlmCall "
						+ "or GenAiTracer"
				: "";
	}

	static String times(int number) {
		return (number > 1) ? " " + number + " times" : "";
	}

	static String cut(String text) {
		return (text.length() > MAX_ARGUMENTS) ? text.substring(0, MAX_ARGUMENTS) + "…" : text;
	}

}
