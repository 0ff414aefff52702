package dev.gai.braintrust.trace.record;

import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What other exporters of the application see of our texts.
 */
@Tag("thorough")
class SharedTextTests {

	private static final String SECRET = "My patient is called Anna";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void givesOthersTheTypeAndTheCategoryOfAnErrorAndNoText() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).probability(1).start()) {
			fail(pipeline);

			SpanData others = only(pipeline);
			assertThat(others.toString()).doesNotContain("Anna");
			assertThat(others.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(others.getStatus().getDescription()).isEqualTo("java.lang.IllegalStateException");
			assertThat(others.getEvents()).hasSize(1);
			EventData event = others.getEvents().get(0);
			assertThat(event.getName()).isEqualTo("exception");
			assertThat(event.getAttributes())
				.isEqualTo(Attributes.of(AttributeKey.stringKey("exception.type"), "java.lang.IllegalStateException"));
			assertThat(others.getAttributes().get(AttributeKey.stringKey("error.category"))).isEqualTo("internal");
			assertThat(others.getAttributes().get(AttributeKey.stringKey("gen_ai.conversation.id"))).isNull();

			SentSpan sent = braintrust.awaitSpan("chat m");
			assertThat(sent.span().getStatus().getMessage()).contains(SECRET);
			assertThat(sent.attributes()).containsEntry("gen_ai.conversation.id", "anna@example.org")
				.doesNotContainKey("error.category");
		}
	}

	@Test
	void givesOthersTheTextWhereTheApplicationSaysSo() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).probability(1).sharingErrors().start()) {
			fail(pipeline);

			SpanData others = only(pipeline);
			assertThat(others.getStatus().getDescription()).isEqualTo(SECRET);
			assertThat(others.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("exception.message")))
				.isEqualTo(SECRET);
			assertThat(others.getAttributes().get(AttributeKey.stringKey("gen_ai.conversation.id")))
				.isEqualTo("anna@example.org");
		}
	}

	@Test
	void masksTheTextThatItGivesOthers() {
		String key = "sk-proj-" + "Zm4Kq81xTb".repeat(3);
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).probability(1).sharingErrors().start()) {
			assertThatIllegalStateException().isThrownBy(() -> pipeline.genAi().llm("p", "m").run((span) -> {
				throw new IllegalStateException("refused " + key, new IllegalArgumentException("api_key=" + key));
			}));

			SpanData others = only(pipeline);
			assertThat(others.toString()).doesNotContain(key);
			assertThat(others.getStatus().getDescription()).isEqualTo("refused [masked:api-key]");
			Attributes event = others.getEvents().get(0).getAttributes();
			assertThat(event.get(AttributeKey.stringKey("exception.type")))
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(event.get(AttributeKey.stringKey("exception.stacktrace"))).contains("SharedTextTests",
					"Caused by: java.lang.IllegalArgumentException: api_key=[masked:");
		}
	}

	@Test
	void masksAndCutsNamesThatAreMadeOfData() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).probability(1).start()) {
			String key = "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz";
			pipeline.genAi().tool("pay with " + key + " " + "x".repeat(1_000)).run((tool) -> {
			});

			SpanData others = only(pipeline);
			assertThat(others.toString()).doesNotContain(key);
			assertThat(others.getName()).startsWith("execute_tool pay with ").hasSizeLessThanOrEqualTo(256);
		}
	}

	private static void fail(TracedPipeline pipeline) {
		assertThatIllegalStateException().isThrownBy(() -> pipeline.genAi().llm("p", "m").call((span) -> {
			span.conversationId("anna@example.org");
			throw new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
		}));
	}

	private static SpanData only(TracedPipeline pipeline) {
		List<SpanData> spans = pipeline.appSpans();
		assertThat(spans).hasSize(1);
		return spans.get(0);
	}

}
