package dev.gai.braintrust.test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.promise.PublicApi;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Assertions on a trace. Each failure shows the tree and marks the place.
 *
 * @since 0.1.0
 */
@PublicApi
public final class TraceAssert extends AbstractAssert<TraceAssert, RecordedTrace> {

	private final @Nullable Consumer<AssertionError> collector;

	TraceAssert(@Nullable RecordedTrace actual, @Nullable Consumer<AssertionError> collector) {
		super(actual, TraceAssert.class);
		this.collector = collector;
	}

	/**
	 * The trace looks like this: one line for each span, two spaces a level, siblings in
	 * the order in which they started. {@code *} stands for any part of a name, a line
	 * {@code ...} for any siblings with all below them, and a trailing {@code !} for an
	 * error. What {@link RecordedTrace#tree()} writes is such a pattern.
	 * @param pattern the pattern
	 * @return these assertions
	 * @throws IllegalArgumentException if it is no pattern; the message says which line
	 * is wrong
	 */
	public TraceAssert hasTree(String pattern) {
		TreePattern expected = TreePattern.parse(pattern);
		isNotNull();
		TreeDifference difference = expected.difference(this.actual.lines());
		return (difference == null) ? this : fail("the tree is another one: " + difference.message() + "\n\nExpected:\n"
				+ expected.toString().stripTrailing().indent(2).stripTrailing(), difference.lines());
	}

	/**
	 * A tool was called at least once.
	 * @param tool its name
	 * @return these assertions
	 */
	public TraceAssert calledTool(String tool) {
		return parts().toolCalls(tool).isEmpty() ? noTool(tool) : this;
	}

	/**
	 * A tool was called at least once with matching arguments.
	 * @param tool its name
	 * @param arguments decides whether arguments match
	 * @return these assertions
	 */
	public TraceAssert calledTool(String tool, Predicate<JsonNode> arguments) {
		List<RecordedSpan> calls = parts().toolCalls(tool);
		if (calls.isEmpty()) {
			return noTool(tool);
		}
		if (calls.stream().anyMatch((call) -> arguments.test(call.arguments()))) {
			return this;
		}
		return failAt(
				"tool `" + tool + "` was called with other arguments: "
						+ String.join(", ",
								calls.stream().map((call) -> Failures.cut(call.arguments().toString())).toList()),
				calls);
	}

	/**
	 * Tools were called in this order. Others may have been called between.
	 * @param tools their names
	 * @return these assertions
	 */
	public TraceAssert calledTools(String... tools) {
		List<RecordedSpan> calls = parts().toolCalls();
		List<RecordedSpan> found = new ArrayList<>();
		int next = 0;
		for (String tool : tools) {
			if (parts().toolCalls(tool).isEmpty()) {
				return noTool(tool);
			}
			while (next < calls.size() && !tool.equals(calls.get(next).tool())) {
				next++;
			}
			if (next == calls.size()) {
				return failAt(
						"no call of tool `" + tool + "`"
								+ (found.isEmpty() ? "" : " after `" + found.get(found.size() - 1).tool() + "`")
								+ "; tools called in this order: "
								+ String.join(", ", calls.stream().map((call) -> "`" + call.tool() + "`").toList()),
						found.isEmpty() ? calls : found.subList(found.size() - 1, found.size()));
			}
			found.add(calls.get(next++));
		}
		return this;
	}

	/**
	 * A tool was not called.
	 * @param tool its name
	 * @return these assertions
	 */
	public TraceAssert calledNoTool(String tool) {
		List<RecordedSpan> calls = parts().toolCalls(tool);
		return calls.isEmpty() ? this : failAt("tool `" + tool + "` was called" + Failures.times(calls.size())
				+ ", with " + Failures.cut(calls.get(0).arguments().toString()), calls);
	}

	/**
	 * Exactly this many requests were made to models. Failed attempts of one request are
	 * not counted, embeddings neither.
	 * @param expected their number
	 * @return these assertions
	 */
	public TraceAssert hasModelCalls(int expected) {
		List<RecordedSpan> calls = parts().modelCalls();
		return (calls.size() == expected) ? this : failAt(
				expected + " model calls expected, " + calls.size() + " made" + Failures.noModel(calls), calls);
	}

	/**
	 * No more requests were made to models.
	 * @param most their number
	 * @return these assertions
	 * @see #hasModelCalls(int)
	 */
	public TraceAssert hasAtMostModelCalls(int most) {
		List<RecordedSpan> calls = parts().modelCalls();
		return (calls.size() <= most) ? this
				: failAt("at most " + most + " model calls expected, " + calls.size() + " made",
						calls.subList(most, calls.size()));
	}

	/**
	 * No more steps were made: step spans, or where there are none, requests to models.
	 * @param most their number
	 * @return these assertions
	 */
	public TraceAssert hasAtMostSteps(int most) {
		List<RecordedSpan> counted = parts().steps();
		return (counted.size() <= most) ? this
				: failAt("at most " + most + " steps expected, " + counted.size() + " made",
						counted.subList(most, counted.size()));
	}

	/**
	 * All calls of models together used no more tokens.
	 * @param most input and output together
	 * @return these assertions
	 */
	public TraceAssert usedAtMostTokens(long most) {
		List<RecordedSpan> unknown = parts().modelCalls()
			.stream()
			.filter((call) -> !call.metrics().has("tokens"))
			.toList();
		if (!unknown.isEmpty()) {
			return failAt("how many tokens were used is not known: " + Failures.names(unknown) + " reported none",
					unknown);
		}
		List<RecordedSpan> calls = parts().billed();
		long used = calls.stream().mapToLong((call) -> call.metrics().path("tokens").asLong(0)).sum();
		return (used <= most) ? this
				: failAt("at most " + most + " tokens expected, " + used + " used: "
						+ String.join(", ", calls.stream()
							.map((call) -> "`" + call.name() + "` " + call.metrics().path("tokens").asString("?"))
							.toList()),
						calls);
	}

	/**
	 * The same, for an amount in text such as {@code "0.01"}.
	 * @param mostUsd US dollars
	 * @return these assertions
	 */
	public TraceAssert costsAtMost(String mostUsd) {
		return costsAtMost(new BigDecimal(mostUsd));
	}

	/**
	 * All calls of models together cost no more.
	 * @param mostUsd US dollars
	 * @return these assertions
	 */
	public TraceAssert costsAtMost(BigDecimal mostUsd) {
		List<RecordedSpan> unknown = parts().modelCalls()
			.stream()
			.filter((call) -> !call.metrics().has("estimated_cost"))
			.toList();
		if (!unknown.isEmpty()) {
			return failAt("what it cost is not known: no cost of " + Failures.names(unknown) + " ("
					+ unknown.get(0).metadata().path("cost.unavailable").asString("no usage was reported")
					+ "). A price is set with gai.braintrust.cost.overrides", unknown);
		}
		isNotNull();
		BigDecimal cost = Objects.requireNonNullElse(this.actual.cost(), BigDecimal.ZERO);
		return (cost.compareTo(mostUsd) <= 0) ? this : failAt("at most " + mostUsd.toPlainString()
				+ " USD expected, it cost " + cost.stripTrailingZeros().toPlainString() + " USD", parts().billed());
	}

	/**
	 * From its first start to its last end it took no longer.
	 * @param most the duration
	 * @return these assertions
	 */
	public TraceAssert tookAtMost(Duration most) {
		isNotNull();
		Duration took = this.actual.duration();
		return (took.compareTo(most) <= 0) ? this : failAt(
				"at most " + most.toMillis() + " ms expected, it took " + took.toMillis() + " ms", this.actual.roots());
	}

	/**
	 * No span failed. A failed attempt of a call that succeeded in the end is no error.
	 * @return these assertions
	 */
	public TraceAssert hasNoErrors() {
		List<RecordedSpan> failed = parts().failed();
		return failed.isEmpty() ? this
				: failAt(((failed.size() == 1) ? "no errors expected, there is one: "
						: "no errors expected, there are " + failed.size() + ": ") + Failures.errors(failed)
						+ ". Where that is right, look for it with hasError(…)", failed);
	}

	/**
	 * A span failed with an error of this category.
	 * @param category the kind of error
	 * @return these assertions
	 */
	public TraceAssert hasError(ErrorCategory category) {
		List<RecordedSpan> failed = parts().failed();
		boolean found = failed.stream()
			.anyMatch((span) -> category.value().equals(span.metadata().path("error.category").asString("")));
		return found ? this : failAt("no error of the category " + category.value() + "; errors: "
				+ (failed.isEmpty() ? "none" : Failures.errors(failed)), failed);
	}

	/**
	 * Continues with the first span of this name.
	 * @param namePattern the name, in which {@code *} stands for any part
	 * @return assertions on the span
	 */
	public SpanAssert span(String namePattern) {
		isNotNull();
		RecordedSpan span = this.actual.find(namePattern);
		if (span == null) {
			Failures.report(failure("%s", this.actual.missing(namePattern)), this.collector);
		}
		SpanAssert spanAssert = new SpanAssert(span, this.actual, this.collector);
		return this.info.hasDescription() ? spanAssert.as(this.info.description()) : spanAssert;
	}

	private TraceParts parts() {
		isNotNull();
		return new TraceParts(this.actual.spans());
	}

	private TraceAssert noTool(String tool) {
		List<String> called = parts().toolCalls().stream().map((call) -> Objects.requireNonNull(call.tool())).toList();
		String nearest = Nearest.of(tool, called);
		return failAt(
				"no tool `" + tool + "`; tools called: " + Nearest.list(called)
						+ (called.isEmpty() ? Failures.noModel(parts().modelCalls()) : ""),
				parts().toolCalls().stream().filter((call) -> Objects.equals(nearest, call.tool())).toList());
	}

	private TraceAssert failAt(String message, Collection<RecordedSpan> marked) {
		Failures.report(failure("%s", message + "\n\n" + this.actual.drawn(marked)), this.collector);
		return this;
	}

	private TraceAssert fail(String message, Collection<Integer> lines) {
		Failures.report(failure("%s", message + "\n\n" + this.actual.drawnLines(lines)), this.collector);
		return this;
	}

}
