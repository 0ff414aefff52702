package dev.gai.braintrust.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.GenAiContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a context in rows: it adds to them, whatever it says.
 */
@Tag("thorough")
class ContextOnTheWireTests {

	private static final String SECRET = "sk-proj-" + "Wire0Not1A2Real3Key4Wire0Not1A2Real3Key4";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void doesNotReplaceWhatTheCallSays() {
		GenAiContext context = GenAiContext.session("s-1");
		for (String key : List.of("model", "provider", "temperature", "conversation_id", "cost.estimated_usd",
				"error.category", "tools", "service_tier", "usage.prompt_tokens", "cancelled")) {
			context = context.metadata(key, "forged");
		}
		SentSpan call = sent(context,
				(pipeline) -> pipeline.genAi()
					.llm("openai", "gpt-5-mini")
					.temperature(0.5)
					.run((span) -> span.conversationId("c-1").usage(1000, 500).cost(BigDecimal.ONE)));

		assertThat(call.metadata().path("model").asString()).isEqualTo("gpt-5-mini");
		assertThat(call.metadata().path("provider").asString()).isEqualTo("openai");
		assertThat(call.metadata().path("temperature").asDouble()).isEqualTo(0.5);
		assertThat(call.metadata().path("conversation_id").asString()).isEqualTo("c-1");
		assertThat(call.metadata().path("cost.estimated_usd").isNumber()).isTrue();
		assertThat(call.metadata().path("session_id").asString()).isEqualTo("s-1");
	}

	@Test
	void isMaskedAsAllContent() {
		SentSpan call = sent(GenAiContext.session(SECRET).user(SECRET).metadata("note", SECRET).tag(SECRET),
				(pipeline) -> pipeline.genAi().llm("p", "m").run((span) -> {
				}));

		assertThat(call.span().toString()).doesNotContain(SECRET);
	}

	@Test
	void sendsEachRowWhateverTheValuesAre() {
		List<Object> itself = new ArrayList<>();
		itself.add(itself);
		GenAiContext context = GenAiContext.session("s-1")
			.metadata("nan", Double.NaN)
			.metadata("infinite", Float.POSITIVE_INFINITY)
			.metadata("itself", itself)
			.metadata("half", "\uD83D")
			.metadata("\uD83D", "half a key")
			.metadata("nul", "\u0000")
			.metadata("bytes", new byte[1 << 20])
			.metadata("broken", new Object() {
				@Override
				public String toString() {
					throw new IllegalStateException("no");
				}
			});
		SentSpan call = sent(context, (pipeline) -> pipeline.genAi().llm("p", "m").run((span) -> {
		}));

		assertThat(call.metadata().path("session_id").asString()).isEqualTo("s-1");
		assertThat(call.metadata().size()).isGreaterThan(5);
		assertThat(call.span().getSerializedSize()).isLessThan(100_000);
	}

	private static SentSpan sent(GenAiContext context, Consumer<TracedPipeline> work) {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			try (GenAiContext.Scope scope = context.open()) {
				work.accept(pipeline);
			}
			pipeline.flush();
			return braintrust.awaitSpans(1).get(0);
		}
	}

}
