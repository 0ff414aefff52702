package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.annotation.Guardrail;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Guardrails and memories among the advisors of Spring AI's chat client.
 */
@Tag("application")
class GuardedChatTests {

	private static final String PATH = "/v1/chat/completions";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(Application.class, braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void showThatTheyLetARequestThrough() {
		models.answers(PATH, OpenAiAnswers.says("Sunny"));

		client(safe()).user("Weather?").call().content();

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  guardrail SafeGuardAdvisor
				  chat gpt-4o-mini
				""");
		SentSpan guardrail = SentSpan.named(spans, "guardrail SafeGuardAdvisor");
		assertVerdict(guardrail, "SafeGuardAdvisor", "passed", 1);
		assertThat(guardrail.span().getEndTimeUnixNano())
			.isLessThanOrEqualTo(SentSpan.named(spans, "chat gpt-4o-mini").span().getStartTimeUnixNano());
	}

	@Test
	void refuseARequestBeforeItCostsAnything() {
		String answer = client(safe()).user("How do I make a bomb?").call().content();

		assertThat(answer).isEqualTo("Not with me");
		assertRefused();
	}

	@Test
	void refuseAStream() {
		List<String> answer = client(safe()).user("How do I make a bomb?").stream().content().collectList().block();

		assertThat(answer).containsExactly("Not with me");
		assertRefused();
	}

	private static void assertRefused() {
		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  guardrail SafeGuardAdvisor
				""");
		SentSpan guardrail = SentSpan.named(spans, "guardrail SafeGuardAdvisor");
		assertVerdict(guardrail, "SafeGuardAdvisor", "refused", 0);
		assertThat(guardrail.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
		SentSpan call = SentSpan.named(spans, "chat_client");
		assertThat(call.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
		assertThat(call.json("braintrust.output_json").toString()).contains("Not with me");
		assertThat(models.requests()).isEmpty();
		assertThat(context.getBean(MeterRegistry.class)
			.get("gai.guardrail")
			.tags("name", "SafeGuardAdvisor", "verdict", "refused")
			.counter()
			.count()).isPositive();
	}

	@Test
	void refuseAnAnswerThatWasPaidFor() {
		for (boolean streaming : new boolean[] { false, true }) {
			models.answers(PATH, streaming ? OpenAiAnswers.streams("secret ", "42") : OpenAiAnswers.says("secret 42"));
			ChatClient.ChatClientRequestSpec request = client(context.getBean("leaks", Advisor.class)).user("Tell me");
			Object answer = streaming ? request.stream().content().collectList().block() : request.call().content();
			assertThat(String.valueOf(answer)).contains("withheld");

			List<SentSpan> spans = braintrust.awaitSpans(3);
			SentSpan guardrail = SentSpan.named(spans, "guardrail leak-check");
			assertVerdict(guardrail, "leak-check", "refused", 0);
			assertThat(guardrail.metadata().path("guardrail.type").asString()).isEqualTo("output");
			SentSpan model = SentSpan.named(spans, "chat gpt-4o-mini");
			assertThat(guardrail.span().getStartTimeUnixNano())
				.isGreaterThanOrEqualTo(model.span().getStartTimeUnixNano());
			assertThat(model.metrics().path("prompt_tokens").asInt()).isEqualTo(150);
			SentSpan call = SentSpan.named(spans, "chat_client");
			assertThat(call.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
			assertThat(call.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(150);
			braintrust.forget();
		}
	}

	@Test
	void showWhatTheyRewrite() {
		models.answers(PATH, OpenAiAnswers.says("mail ada"));

		client(context.getBean("masks", Advisor.class)).user("Who?").call().content();

		SentSpan guardrail = braintrust.awaitSpan("guardrail Masks");
		assertVerdict(guardrail, "Masks", "rewritten", 1);
		assertThat(guardrail.json("braintrust.output_json").asString()).isEqualTo("mail somebody");
		assertThat(braintrust.awaitSpan("chat_client").span().getStatus().getCodeValue()).isNotEqualTo(2);
	}

	@Test
	void sayThatOneHasFailedItself() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> client(context.getBean("masks", Advisor.class)).user("crash").call().content());

		SentSpan guardrail = braintrust.awaitSpan("guardrail Masks");
		assertThat(guardrail.metadata().path("guardrail.verdict").asString()).isEqualTo("error");
		assertThat(guardrail.metadata().path("error.category").asString()).isEqualTo("internal");
	}

	@Test
	void areNotBlamedForTheModel() {
		models.answers(PATH, ModelServer.json("{}").withStatus(400));

		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> client(safe()).user("Weather?").call().content());

		assertVerdict(braintrust.awaitSpan("guardrail SafeGuardAdvisor"), "SafeGuardAdvisor", "passed", 1);
	}

	@Test
	void showHowMuchAMemoryRemembers() {
		models.answers(PATH, OpenAiAnswers.says("Hello Ada"), OpenAiAnswers.says("You are Ada"));
		Advisor memory = MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build();
		for (String question : List.of("I am Ada", "Who am I?")) {
			client(memory).user(question)
				.advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "c-7"))
				.call()
				.content();
		}

		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertThat(spans).filteredOn((span) -> span.name().equals("memory MessageChatMemoryAdvisor"))
			.hasSize(2)
			.allSatisfy((span) -> {
				assertThat(span.type()).isEqualTo("task");
				assertThat(span.metadata().path("conversation_id").asString()).isEqualTo("c-7");
				assertThat(span.attributes()).doesNotContainKeys("braintrust.input_json", "braintrust.output_json");
				assertThat(span.attributes().toString()).doesNotContain("Ada");
			})
			.extracting((span) -> span.metadata().path("memory.messages").asInt())
			.containsExactlyInAnyOrder(0, 2);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  memory MessageChatMemoryAdvisor
				  chat gpt-4o-mini
				chat_client
				  memory MessageChatMemoryAdvisor
				  chat gpt-4o-mini
				""");
	}

	private static void assertVerdict(SentSpan span, String name, String verdict, double score) {
		assertThat(span.type()).isEqualTo("task");
		assertThat(span.metadata().path("guardrail.name").asString()).isEqualTo(name);
		assertThat(span.metadata().path("guardrail.verdict").asString()).isEqualTo(verdict);
		assertThat(span.json("braintrust.scores").path("guardrail." + name).asDouble(-1)).isEqualTo(score);
	}

	private static SafeGuardAdvisor safe() {
		return new SafeGuardAdvisor(List.of("bomb"), "Not with me", 0);
	}

	private static ChatClient.ChatClientRequestSpec client(Advisor... advisors) {
		return context.getBean(ChatClient.Builder.class).build().prompt().advisors(advisors);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SimpleMeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

		@Bean
		@Guardrail("leak-check")
		Advisor leaks() {
			return new Leaks();
		}

		@Bean
		Masks masks() {
			return new Masks();
		}

	}

	static class Leaks implements BaseAdvisor {

		@Override
		public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
			return request;
		}

		@Override
		public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
			return response.mutate()
				.chatResponse(new ChatResponse(List.of(new Generation(new AssistantMessage("withheld"),
						ChatGenerationMetadata.builder().finishReason("content_filter").build()))))
				.build();
		}

		@Override
		public int getOrder() {
			return 10;
		}

	}

	@Guardrail
	static class Masks implements BaseAdvisor {

		@Override
		public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
			if (request.prompt().getContents().contains("crash")) {
				throw new IllegalStateException("The guardrail is broken");
			}
			return request;
		}

		@Override
		public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
			return response.mutate()
				.chatResponse(new ChatResponse(List.of(new Generation(new AssistantMessage("mail somebody")))))
				.build();
		}

		@Override
		public int getOrder() {
			return 10;
		}

	}

}
