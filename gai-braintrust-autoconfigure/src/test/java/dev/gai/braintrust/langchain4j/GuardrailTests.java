package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.langchain4j.GuardedServices.Assistant;
import dev.gai.braintrust.langchain4j.GuardedServices.Emphasis;
import dev.gai.braintrust.langchain4j.GuardedServices.Guarded;
import dev.gai.braintrust.langchain4j.GuardedServices.NoInsults;
import dev.gai.braintrust.langchain4j.GuardedServices.NoNames;
import dev.gai.braintrust.langchain4j.GuardedServices.Picky;
import dev.gai.braintrust.langchain4j.GuardedServices.Streaming;
import dev.gai.braintrust.langchain4j.GuardedServices.Strict;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.guardrail.InputGuardrailException;
import dev.langchain4j.guardrail.OutputGuardrailException;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Guardrails of LangChain4j's AI services.
 */
@Tag("application")
class GuardrailTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = LangChain4jApplication.start(Guarded.class, braintrust, provider);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void showWhatTheyLetThroughAndRewrite() {
		provider.answers(OpenAiStubs.text("Paris"));

		assertThat(assistant().ask("Where does Ada live?")).isEqualTo("Paris!");

		List<SentSpan> spans = braintrust.awaitSpans(5);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				Assistant.ask
				  guardrail NoInsults
				  guardrail NoNames
				  chat gpt-4o-mini
				  guardrail Emphasis
				""");
		assertVerdict(SentSpan.named(spans, "guardrail NoNames"), "NoNames", "input", "rewritten", 1);
		assertThat(SentSpan.named(spans, "guardrail NoNames").json("braintrust.output_json").asString())
			.isEqualTo("Where does somebody live?");
		assertVerdict(SentSpan.named(spans, "guardrail NoInsults"), "NoInsults", "input", "passed", 1);
		assertVerdict(SentSpan.named(spans, "guardrail Emphasis"), "Emphasis", "output", "rewritten", 1);
		assertThat(spans).allSatisfy((span) -> assertThat(span.span().getStatus().getCodeValue()).isNotEqualTo(2));
		assertThat(SentSpan.named(spans, "chat gpt-4o-mini").json("braintrust.input_json").toString())
			.contains("somebody")
			.doesNotContain("Ada");
		assertThat(spans.get(0).type()).isNotEmpty();
	}

	@Test
	void refuseARequestBeforeItCostsAnything() {
		double before = count("NoInsults", "refused");

		assertThatExceptionOfType(InputGuardrailException.class).isThrownBy(() -> assistant().ask("You idiot"));

		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				Assistant.ask
				  guardrail NoInsults
				""");
		SentSpan refusing = SentSpan.named(spans, "guardrail NoInsults");
		assertVerdict(refusing, "NoInsults", "input", "refused", 0);
		assertThat(refusing.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
		assertThat(refusing.json("braintrust.output_json").asString()).isEqualTo("Be polite");
		SentSpan call = SentSpan.named(spans, "Assistant.ask");
		assertThat(call.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
		assertThat(call.metadata().path("usage.model_calls").asInt()).isZero();
		assertThat(count("NoInsults", "refused") - before).isEqualTo(1);
	}

	@Test
	void askTheModelAgainAndSayWhatThatCost() {
		provider.answers(OpenAiStubs.text("something short"), OpenAiStubs.text("something longer"),
				OpenAiStubs.text("It is Paris"));

		assertThat(strict().ask("c-7", "Capital?")).isEqualTo("It is Paris");

		List<SentSpan> spans = braintrust.awaitSpans(8);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				Strict.ask
				  memory MessageWindowChatMemory
				  chat gpt-4o-mini
				  guardrail Picky
				  chat gpt-4o-mini
				  guardrail Picky
				  chat gpt-4o-mini
				  guardrail Picky
				""");
		assertThat(spans).filteredOn((span) -> span.name().startsWith("guardrail"))
			.extracting((span) -> span.metadata().path("guardrail.verdict").asString())
			.containsExactlyInAnyOrder("retry", "reprompt", "passed");
		assertThat(spans).allSatisfy((span) -> assertThat(span.span().getStatus().getCodeValue()).isNotEqualTo(2));
		assertThat(SentSpan.named(spans, "Strict.ask").metadata().path("usage.model_calls").asInt()).isEqualTo(3);
	}

	@Test
	void refuseAnAnswerThatWasPaidFor() {
		provider.answers(OpenAiStubs.text("the secret is 42"));

		assertThatExceptionOfType(OutputGuardrailException.class).isThrownBy(() -> strict().ask("c-7", "Secret?"));

		List<SentSpan> spans = braintrust.awaitSpans(4);
		SentSpan call = SentSpan.named(spans, "Strict.ask");
		assertThat(call.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
		assertThat(call.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(100);
		assertVerdict(SentSpan.named(spans, "guardrail Picky"), "Picky", "output", "refused", 0);
		SentSpan model = SentSpan.named(spans, "chat gpt-4o-mini");
		assertThat(model.metrics().path("estimated_cost").asDouble()).isPositive();
		assertThat(model.span().getStatus().getCodeValue()).isNotEqualTo(2);
	}

	@Test
	void showHowMuchAMemoryRemembers() {
		provider.answers(OpenAiStubs.text("Paris"));
		strict().ask("c-8", "Capital?");
		strict().ask("c-8", "And now?");

		List<SentSpan> spans = braintrust.awaitSpans(8);
		assertThat(spans).filteredOn((span) -> span.name().equals("memory MessageWindowChatMemory"))
			.hasSize(2)
			.allSatisfy((span) -> assertThat(span.attributes()).doesNotContainKeys("braintrust.input_json",
					"braintrust.output_json"))
			.extracting((span) -> span.metadata().path("memory.messages").asInt())
			.containsExactlyInAnyOrder(0, 2);
		assertThat(spans).filteredOn((span) -> !span.name().startsWith("guardrail"))
			.allSatisfy((span) -> assertThat(span.metadata().path("conversation_id").asString()).isEqualTo("c-8"));
	}

	@Test
	void sayThatOneHasFailedItself() {
		provider.answers(OpenAiStubs.text("crash"));

		assertThatExceptionOfType(OutputGuardrailException.class).isThrownBy(() -> strict().ask("c-7", "Crash?"));

		List<SentSpan> spans = braintrust.awaitSpans(4);
		SentSpan failed = SentSpan.named(spans, "guardrail Picky");
		assertThat(failed.metadata().path("guardrail.verdict").asString()).isEqualTo("error");
		assertThat(failed.json("braintrust.scores").isMissingNode()).isTrue();
		assertThat(failed.metadata().path("error.category").asString()).isEqualTo("internal");
		assertThat(SentSpan.named(spans, "Strict.ask").metadata().path("error.category").asString())
			.isEqualTo("internal");
	}

	@Test
	void mayHang() throws Exception {
		provider.answers(OpenAiStubs.text("hang"));

		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				thrown.complete(new AssertionError(strict().ask("c-7", "Hang?")));
			}
			catch (Throwable ex) {
				thrown.complete(ex);
			}
		});
		caller.start();
		assertThat(Picky.hanging.get(20, TimeUnit.SECONDS)).isTrue();
		caller.interrupt();

		assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(OutputGuardrailException.class);
		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(SentSpan.named(spans, "guardrail Picky").metadata().path("error.category").asString())
			.isEqualTo("cancelled");
	}

	@Test
	void checkAStreamedAnswer() throws Exception {
		provider.answers(OpenAiStubs.textInParts("It is ", "Paris"));
		CompletableFuture<String> answer = new CompletableFuture<>();

		context.getBean(Streaming.class).ask("Capital?").onPartialResponse((text) -> {
		})
			.onCompleteResponse((response) -> answer.complete(response.aiMessage().text()))
			.onError(answer::completeExceptionally)
			.start();

		assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("It is Paris");
		assertThat(SpanTree.of(braintrust.awaitSpans(4))).isEqualTo("""
				Streaming.ask
				  guardrail NoInsults
				  chat gpt-4o-mini
				  guardrail Picky
				""");
	}

	private static void assertVerdict(SentSpan span, String name, String type, String verdict, double score) {
		assertThat(span.type()).isEqualTo("task");
		assertThat(span.metadata().path("guardrail.name").asString()).isEqualTo(name);
		assertThat(span.metadata().path("guardrail.type").asString()).isEqualTo(type);
		assertThat(span.metadata().path("guardrail.verdict").asString()).isEqualTo(verdict);
		assertThat(span.json("braintrust.scores").path("guardrail." + name).asDouble(-1)).isEqualTo(score);
		assertThat(span.json("braintrust.input_json").isMissingNode()).as("the row above has it").isTrue();
	}

	private static double count(String name, String verdict) {
		var counter = context.getBean(MeterRegistry.class)
			.find("gai.guardrail")
			.tags("name", name, "verdict", verdict)
			.counter();
		return (counter != null) ? counter.count() : 0;
	}

	private static Assistant assistant() {
		return context.getBean(Assistant.class);
	}

	private static Strict strict() {
		return context.getBean(Strict.class);
	}

}
