package dev.gai.brokers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for each message of each broker: its listener is the root of a trace.
 */
abstract class ListenerContract {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	abstract ConfigurableApplicationContext context();

	/**
	 * Sends a text to the listener.
	 * @param order the text
	 */
	abstract void send(String order);

	/**
	 * Name of the root.
	 * @return what the framework calls the work with a message
	 */
	abstract String root();

	@Test
	void aMessageIsOneTrace() {
		send("tea");

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo(tree());
		SentSpan root = SentSpan.named(spans, root());
		assertThat(root.isRoot()).isTrue();
		assertThat(root.type()).isEqualTo("task");
		assertThat(root.json("braintrust.input_json").asString()).isEqualTo("Is it an order? tea");
		assertThat(root.json("braintrust.output_json").asString()).isEqualTo("Yes, tea");
		assertThat(root.metadata().path("messaging.destination.name").asString()).isEqualTo("orders");
		assertThat(root.span().getStatus().getCodeValue()).isNotEqualTo(2);
		assertThat(root.resource()).containsEntry("service.name", "shop");
	}

	@Test
	void aMessageWithoutCallsIsNotSent() {
		send("quiet");
		send("tea");

		assertThat(braintrust.awaitSpans(3)).hasSize(3)
			.allSatisfy((span) -> assertThat(span.attributes().toString()).doesNotContain("quiet"));
	}

	@Test
	void eachMessageIsATraceOfItsOwn() {
		IntStream.range(0, 20).forEach((i) -> send("order-" + i));

		List<SentSpan> spans = braintrust.awaitSpans(60);
		Map<String, List<SentSpan>> traces = spans.stream().collect(Collectors.groupingBy(SentSpan::traceId));
		assertThat(traces).hasSize(20);
		assertThat(traces.values()).allSatisfy((trace) -> {
			assertThat(SpanTree.of(trace)).isEqualTo(tree());
			assertThat(trace).filteredOn((span) -> span.name().startsWith("chat"))
				.extracting((span) -> span.metadata().path("order").asString())
				.hasSize(2)
				.containsOnly(orderOf(trace));
		});
		assertThat(traces.values().stream().map(ListenerContract::orderOf)).doesNotHaveDuplicates();
	}

	@Test
	void aMessageThatIsDeliveredAgainIsAnotherRoot() {
		send("broken");

		List<SentSpan> roots = braintrust.awaitSpans(5).stream().filter((span) -> span.name().equals(root())).toList();
		assertThat(roots).hasSize(2).allMatch(SentSpan::isRoot);
		SentSpan failed = roots.stream().filter((root) -> below(root) == 1).findFirst().orElseThrow();
		SentSpan second = roots.stream().filter((root) -> below(root) == 2).findFirst().orElseThrow();
		assertThat(failed.span().getStatus().getCodeValue() == 2).isEqualTo(showsErrors());
		assertThat(second.span().getStatus().getCodeValue()).isNotEqualTo(2);
		assertThat(failed.span().toString()).as("what the text of the error is").doesNotContain("not yet");
	}

	/**
	 * Whether the framework says that its listener has failed.
	 * @return whether the root is an error
	 */
	boolean showsErrors() {
		return true;
	}

	@Test
	void continuesTheTraceOfItsSender() {
		context().getBean(GenAiTracer.class).agent("clerk").run((agent) -> send("tea"));

		assertThat(SpanTree.of(braintrust.awaitSpans(4))).isEqualTo("""
				invoke_agent clerk
				  %s
				    chat gpt-5-mini
				    chat gpt-5-mini
				""".formatted(root()));
	}

	private static long below(SentSpan root) {
		return braintrust.spans().stream().filter((span) -> span.parentId().equals(root.spanId())).count();
	}

	private static String orderOf(List<SentSpan> trace) {
		return SentSpan.named(trace, "chat gpt-5-mini").metadata().path("order").asString();
	}

	private String tree() {
		return root() + "\n  chat gpt-5-mini\n  chat gpt-5-mini\n";
	}

}
