package dev.gai.braintrust.integration;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.LlmMetadata;
import dev.gai.braintrust.annotation.LlmSecret;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A whole application, from annotated methods to the bytes that Braintrust receives.
 */
@Tag("application")
class TracedApplicationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("spring.application.name=shop", "management.tracing.sampling.probability=0")
			.run();
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void sendsAnAgentRunAsOneTree() {
		String answer = this.context.getBean(Researcher.class).research("What grows fastest?");

		assertThat(answer).isEqualTo("Bamboo");
		List<SentSpan> spans = braintrust.awaitSpans(4);
		SentSpan agent = SentSpan.named(spans, "invoke_agent researcher");
		SentSpan step = SentSpan.named(spans, "step gather");
		SentSpan tool = SentSpan.named(spans, "execute_tool search");
		SentSpan llm = SentSpan.named(spans, "chat llama-3.3-70b-versatile");
		assertThat(spans).hasSize(4).extracting(SentSpan::traceId).containsOnly(agent.traceId());
		assertThat(agent.isRoot()).isTrue();
		assertThat(step.parentId()).isEqualTo(agent.spanId());
		assertThat(tool.parentId()).isEqualTo(step.spanId());
		assertThat(llm.parentId()).isEqualTo(agent.spanId());
		assertThat(agent.type()).isEqualTo("task");
		assertThat(tool.type()).isEqualTo("tool");
		assertThat(llm.type()).isEqualTo("llm");
		assertThat(llm.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
		assertThat(agent.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
		assertThat(agent.metadata().path("agent.steps_executed").asInt()).isEqualTo(1);
		assertThat(agent.metadata().path("agent.task_completed").asBoolean()).isTrue();
		assertThat(agent.metadata().path("agent.type").asString()).isEqualTo("research_assistant");
		assertThat(spans)
			.allSatisfy((span) -> assertThat(span.attribute("braintrust.parent")).isEqualTo("project_name:demo"));
		assertThat(agent.resource()).containsEntry("service.name", "shop");
	}

	@Test
	void sendsAModelCallAsARow() {
		this.context.getBean(Model.class).ask("Say hello", "u-1", "secret-word", 7);

		SentSpan llm = braintrust.awaitSpan("chat llama-3.3-70b-versatile");
		assertThat(llm.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"user\",\"content\":\"Say hello\"}]");
		assertThat(llm.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Bamboo\"}}]");
		assertThat(llm.metadata().path("model").asString()).isEqualTo("llama-3.3-70b-versatile");
		assertThat(llm.metadata().path("provider").asString()).isEqualTo("groq");
		assertThat(llm.metadata().path("temperature").asDouble()).isEqualTo(0.7);
		assertThat(llm.metadata().path("user_id").asString()).isEqualTo("u-1");
		assertThat(llm.metadata().path("length").isInt()).isTrue();
		assertThat(llm.metadata().path("attempt").asInt()).isEqualTo(7);
		assertThat(llm.metrics().path("prompt_tokens").asInt()).isEqualTo(12);
		assertThat(llm.metrics().path("completion_tokens").asInt()).isEqualTo(3);
		assertThat(llm.metrics().path("tokens").asInt()).isEqualTo(15);
		// 12 tokens at 0.59 and 3 at 0.79 dollars per million
		assertThat(llm.metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.00000945");
		assertThat(llm.metadata().path("cost.estimated_usd").decimalValue()).isEqualByComparingTo("0.00000945");
		assertThat(llm.attributes()).containsEntry("gen_ai.usage.input_tokens", 12L)
			.containsEntry("gen_ai.provider.name", "groq")
			.containsEntry("gen_ai.request.temperature", 0.7)
			.containsEntry("gen_ai.operation.name", "chat");
		assertThat(llm.span().toString()).doesNotContain("secret-word").doesNotContain(BraintrustServer.KEY);
		assertThat(
				llm.json("braintrust.context_json").path("span_origin").path("instrumentation").path("name").asString())
			.isEqualTo("aspect");
		assertThat(braintrust.requests().get(0).getHeader("Authorization")).isEqualTo("Bearer " + BraintrustServer.KEY);
		assertThat(braintrust.requests().get(0).getHeader("x-bt-parent")).isEqualTo("project_name:demo");
		assertThat(braintrust.requests().get(0).getHeader("Content-Encoding")).isEqualTo("gzip");
	}

	@Test
	void marksAFailedCallAndRethrowsTheSameError() {
		IllegalStateException error = new IllegalStateException("model is away, key sk-abcdefghijklmnopqrstuvwxyz0123");

		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.context.getBean(Model.class).fail(error))
			.isSameAs(error);

		SentSpan llm = braintrust.awaitSpan("chat failing");
		assertThat(llm.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(llm.span().getStatus().getMessage()).contains("model is away").doesNotContain("sk-abcdef");
		assertThat(llm.attributes()).containsEntry("error.type", "java.lang.IllegalStateException");
	}

	@Test
	void followsAsynchronousResultsToTheirEnd() {
		Model model = this.context.getBean(Model.class);
		assertThat(model.future().join()).isEqualTo("later");
		assertThat(model.mono().block()).isEqualTo("mono");
		assertThat(model.flux().collectList().block()).containsExactly("a", "b", "c");
		assertThat(model.stream().toList()).containsExactly("x", "y");

		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(content(SentSpan.named(spans, "chat future"))).isEqualTo("later");
		assertThat(displayName(SentSpan.named(spans, "chat future"))).isEqualTo("answer later");
		assertThat(displayName(SentSpan.named(spans, "chat mono"))).isEqualTo("chat mono");
		assertThat(content(SentSpan.named(spans, "chat mono"))).isEqualTo("mono");
		SentSpan flux = SentSpan.named(spans, "chat flux");
		assertThat(content(flux)).isEqualTo("abc");
		assertThat(flux.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertThat(flux.metrics().path("prompt_tokens").asInt()).isEqualTo(5);
		assertThat(content(SentSpan.named(spans, "chat stream"))).isEqualTo("xy");
	}

	private static String displayName(SentSpan span) {
		return span.json("braintrust.span_attributes").path("name").asString();
	}

	private static String content(SentSpan span) {
		return span.json("braintrust.output_json").path(0).path("message").path("content").asString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Researcher researcher(Steps steps, Model model) {
			return new Researcher(steps, model);
		}

		@Bean
		Steps steps(Tools tools) {
			return new Steps(tools);
		}

		@Bean
		Tools tools() {
			return new Tools();
		}

		@Bean
		Model model() {
			return new Model();
		}

	}

	static class Researcher {

		private final Steps steps;

		private final Model model;

		Researcher(Steps steps, Model model) {
			this.steps = steps;
			this.model = model;
		}

		@TracedAgent(name = "researcher", type = "research_assistant", task = "data_analysis")
		String research(String question) {
			this.steps.gather(question);
			return (String) ((Map<?, ?>) ((Map<?, ?>) ((List<?>) this.model.ask(question, "u-1", "x", 1).get("choices"))
				.get(0)).get("message")).get("content");
		}

	}

	static class Steps {

		private final Tools tools;

		Steps(Tools tools) {
			this.tools = tools;
		}

		@AgentStep(name = "gather")
		void gather(String question) {
			this.tools.search(question);
		}

	}

	static class Tools {

		@AgentTool(name = "search")
		List<String> search(String query) {
			return List.of("Bamboo grows 91 cm a day");
		}

	}

	static class Model {

		@TracedLlmCall(provider = "groq", model = "llama-3.3-70b-versatile", temperature = 0.7,
				metadata = { "user_id=#{#userId}", "length=#{#prompt.length()}" })
		Map<String, Object> ask(@LlmInput String prompt, String userId, @LlmSecret String password,
				@LlmMetadata("attempt") int attempt) {
			return Map.of("object", "chat.completion", "model", "llama-3.3-70b-versatile", "choices",
					List.of(Map.of("index", 0, "finish_reason", "stop", "message",
							Map.of("role", "assistant", "content", "Bamboo"))),
					"usage", Map.of("prompt_tokens", 12, "completion_tokens", 3, "total_tokens", 15));
		}

		@TracedLlmCall(model = "failing")
		String fail(IllegalStateException error) {
			throw error;
		}

		@TracedLlmCall(model = "future", name = "answer later")
		CompletableFuture<String> future() {
			return CompletableFuture.supplyAsync(() -> "later");
		}

		@TracedLlmCall(model = "mono")
		Mono<String> mono() {
			return Mono.fromCallable(() -> "mono");
		}

		@TracedLlmCall(model = "flux")
		Flux<String> flux() {
			return Flux.just("a", "b", "c").doOnComplete(() -> GenAiSpan.current().usage(5, 3));
		}

		@TracedLlmCall(model = "stream")
		Stream<String> stream() {
			return Stream.of("x", "y");
		}

	}

}
