package dev.gai.braintrust.springai;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Guardrail;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.MemoryAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Guardrails that wrap one another, fail, ask again, or give up a stream; and a memory
 * that adds to the system prompt.
 */
@Tag("application")
class GuardrailsInARowTests {

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
	void eachSaysWhatItHasDecidedItself() {
		for (boolean streaming : new boolean[] { false, true }) {
			assertThat(ask(streaming, "refuse", "outer", "inner")).isEqualTo("no");

			List<SentSpan> spans = braintrust.awaitSpans(3);
			assertThat(spans).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("chat_client", "guardrail outer", "guardrail inner");
			assertThat(verdict(spans, "outer")).isEqualTo("passed");
			assertThat(verdict(spans, "inner")).isEqualTo("refused");
			assertThat(SentSpan.named(spans, "chat_client").metadata().path("error.category").asString())
				.isEqualTo("safety_blocked");
			braintrust.forget();
		}
	}

	@Test
	void theOuterOneIsNotBlamedForTheInner() {
		for (boolean streaming : new boolean[] { false, true }) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> ask(streaming, "crash", "outer", "inner"));

			List<SentSpan> spans = braintrust.awaitSpans(3);
			assertThat(verdict(spans, "outer")).isEqualTo("passed");
			assertThat(verdict(spans, "inner")).isEqualTo("error");
			assertThat(SentSpan.named(spans, "chat_client").metadata().path("error.category").asString())
				.isEqualTo("internal");
			braintrust.forget();
		}
	}

	@Test
	void oneThatFailsWithTheAnswerCostsWhatItCost() {
		for (boolean streaming : new boolean[] { false, true }) {
			models.answers(PATH, streaming ? OpenAiAnswers.streams("fail ", "late") : OpenAiAnswers.says("fail late"));
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> ask(streaming, "Weather?", "outer", "inner"));

			List<SentSpan> spans = braintrust.awaitSpans(4);
			assertThat(verdict(spans, "inner")).isEqualTo("error");
			assertThat(SentSpan.named(spans, "guardrail inner").metadata().path("guardrail.type").asString())
				.isEqualTo("output");
			assertThat(verdict(spans, "outer")).isEqualTo("passed");
			// A stream may be given up before the provider has said what it counted.
			assertThat(SentSpan.named(spans, "chat_client").metadata().path("usage.prompt_tokens").asInt())
				.isIn(streaming ? List.of(0, 150) : List.of(150));
			braintrust.forget();
		}
	}

	@Test
	void oneThatAsksAgainIsOneSpanAroundTwoCalls() {
		models.answers(PATH, OpenAiAnswers.says("rude"), OpenAiAnswers.says("kind"));

		assertThat(ask(false, "Weather?", "again")).isEqualTo("kind");

		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(spans).extracting(SentSpan::name)
			.containsExactlyInAnyOrder("chat_client", "guardrail again", "chat gpt-4o-mini", "chat gpt-4o-mini");
		assertThat(SentSpan.named(spans, "chat_client").metadata().path("usage.model_calls").asInt()).isEqualTo(2);
	}

	@Test
	void aStreamThatIsGivenUpLeavesOneSpan() {
		models.answers(PATH, OpenAiAnswers.streams("a ", "b ", "c "));

		client("outer", "inner").user("Weather?").stream().content().take(1).blockLast(Duration.ofSeconds(20));

		braintrust.awaitSpan("chat_client");
		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(spans).extracting(SentSpan::name)
			.containsOnlyOnce("guardrail outer", "guardrail inner", "chat_client");
		assertThat(verdict(spans, "outer")).isEqualTo("passed");
	}

	@Test
	void aMemoryInTheSystemPromptDoesNotSayThatItIsEmpty() {
		models.answers(PATH, OpenAiAnswers.says("You are Ada"));

		ask(false, "Who am I?", "memory");

		List<SentSpan> spans = braintrust.awaitSpans(3);
		SentSpan memory = SentSpan.named(spans, "memory VectorStoreChatMemoryAdvisor");
		assertThat(memory.metadata().has("memory.messages")).isFalse();
		assertThat(memory.attributes().toString()).doesNotContain("Ada");
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  memory VectorStoreChatMemoryAdvisor
				  chat gpt-4o-mini
				""");
	}

	private static String verdict(List<SentSpan> spans, String guardrail) {
		return SentSpan.named(spans, "guardrail " + guardrail).metadata().path("guardrail.verdict").asString();
	}

	private static String ask(boolean streaming, String question, String... advisors) {
		ChatClient.ChatClientRequestSpec request = client(advisors).user(question);
		return streaming ? String.join("", request.stream().content().collectList().block()) : request.call().content();
	}

	private static ChatClient.ChatClientRequestSpec client(String... advisors) {
		List<Advisor> chosen = List.of(advisors).stream().map((name) -> context.getBean(name, Advisor.class)).toList();
		return context.getBean(ChatClient.Builder.class).build().prompt().advisors(chosen);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@Guardrail("outer")
		Advisor outer() {
			return new Check("outer-check", 1, false);
		}

		@Bean
		@Guardrail("inner")
		Advisor inner() {
			return new Check("inner-check", 2, true);
		}

		@Bean
		@Guardrail("again")
		Advisor again() {
			return new AskAgain();
		}

		@Bean
		Advisor memory() {
			return new VectorStoreChatMemoryAdvisor();
		}

	}

	/**
	 * Refuses what it is asked to refuse, without the next one, if it is strict.
	 */
	record Check(String getName, int getOrder, boolean strict) implements CallAdvisor, StreamAdvisor {

		@Override
		public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
			ChatClientResponse refused = before(request);
			return (refused != null) ? refused : after(chain.nextCall(request));
		}

		@Override
		public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
			return Flux.defer(() -> {
				ChatClientResponse refused = before(request);
				return (refused != null) ? Flux.just(refused) : chain.nextStream(request).map(this::after);
			});
		}

		private ChatClientResponse before(ChatClientRequest request) {
			String question = request.prompt().getContents();
			if (this.strict && question.contains("crash")) {
				throw new IllegalStateException("The guardrail is broken");
			}
			return (this.strict && question.contains("refuse")) ? answer("no", request) : null;
		}

		private ChatClientResponse after(ChatClientResponse response) {
			boolean late = response.chatResponse() != null && response.chatResponse().getResult() != null
					&& String.valueOf(response.chatResponse().getResult().getOutput().getText()).contains("late");
			if (this.strict && late) {
				throw new IllegalStateException("The guardrail is broken");
			}
			return response;
		}

	}

	private static ChatClientResponse answer(String text, ChatClientRequest request) {
		return ChatClientResponse.builder()
			.chatResponse(new ChatResponse(List.of(new Generation(new AssistantMessage(text)))))
			.context(Map.copyOf(request.context()))
			.build();
	}

	static class AskAgain implements CallAdvisor {

		@Override
		public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
			CallAdvisorChain again = chain.copy(this);
			ChatClientResponse response = chain.nextCall(request);
			return response.chatResponse().getResult().getOutput().getText().equals("rude") ? again.nextCall(request)
					: response;
		}

		@Override
		public String getName() {
			return "again-check";
		}

		@Override
		public int getOrder() {
			return 3;
		}

	}

	/**
	 * Named as the one of Spring AI, which does the same with what it has found.
	 */
	static class VectorStoreChatMemoryAdvisor implements BaseAdvisor, MemoryAdvisor {

		@Override
		public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
			return request.mutate().prompt(request.prompt().augmentSystemMessage("The user is Ada")).build();
		}

		@Override
		public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
			return response;
		}

		@Override
		public int getOrder() {
			return 4;
		}

	}

}
