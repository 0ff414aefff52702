package dev.gai.braintrust.aspect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmSecret;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.Garbage;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class TemplateTests {

	private final Traces traces = new Traces();

	private AnnotationConfigApplicationContext context;

	private Calls calls;

	@BeforeEach
	void start() {
		this.context = this.traces.beans((context) -> {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("app.model", "m-1", "app.key", "k-secret")));
			context.register(Calls.class);
		});
		this.calls = this.context.getBean(Calls.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void evaluatesEveryKindOfTemplate() {
		this.calls.call("Ann", 3, "hidden");
		var span = this.traces.only();
		assertThat(span.name()).isEqualTo("chat m-1");
		assertThat(span.record().request().provider()).isEqualTo("groq");
		assertThat(span.metadata("literal")).isEqualTo("a=b");
		assertThat(span.metadata("mixed")).isEqualTo("user Ann of m-1");
		assertThat(span.metadata("first")).isEqualTo("Ann");
		assertThat(span.metadata("target")).isEqualTo("calls");
		assertThat(span.metadata("number")).isEqualTo(6);
		assertThat(span.metadata("list")).isEqualTo(List.of("Ann", 3));
		assertThat(span.metadata("after")).isEqualTo("ANN");
		assertThat(span.metadata("secret")).isNull();
		assertThat(span.metadata("secretToo")).isNull();
		assertThat(span.metadata("results")).isEqualTo("named alike");
		assertThat(span.record().labels().tags()).containsExactly("t-Ann", "after-ANN");
	}

	@Test
	void evaluatesResultsThatComeLater() {
		this.calls.future().join();
		this.calls.mono().block();
		this.calls.flux().blockLast();
		assertThat(this.traces.spans()).hasSize(3)
			.allSatisfy((span) -> assertThat(span.metadata("length")).isEqualTo(2));
	}

	@Test
	void leavesACallThatIsNeverMadeOutOfTheTrace() {
		this.calls.callable();

		Garbage.collectUntil(() -> !this.traces.spans().isEmpty());
		assertThat(this.traces.calls()).isEmpty();
		assertThat(this.traces.only().record().placement().isLeftOut()).isTrue();
	}

	@Test
	void leavesOutWhatFailsAndSaysSoOnce(CapturedOutput output) {
		assertThat(this.calls.broken("x")).isEqualTo("x");
		assertThat(this.calls.broken("x")).isEqualTo("x");
		var span = this.traces.spans().get(0);
		assertThat(this.traces.spans()).hasSize(2);
		assertThat(span.name()).isEqualTo("execute_tool broken");
		assertThat(span.record().labels().metadata()).containsOnlyKeys("good");
		assertThat(output.getOut()).containsOnlyOnce("#{#none.length()}")
			.containsOnlyOnce("#{unparsable")
			.containsOnlyOnce("${not.there}")
			.containsOnlyOnce("'pairless'")
			.contains("dev.gai.braintrust.aspect.TemplateTests$Calls.broken")
			.doesNotContain("k-secret");
	}

	static class Calls {

		public String getName() {
			return "calls";
		}

		@TracedLlmCall(provider = "${app.provider:groq}", model = "${app.model}",
				metadata = { "literal=a=b", "mixed=user #{#user} of ${app.model}", "first=#{#args[0]}",
						"target=#{#target.name}", "number=#{#count * 2}", "list=#{{#user, #count}}",
						"after=#{#result.toUpperCase()}", "secret=#{#password}", "secretToo=#{#args[2]}",
						"results=#{#resultSet ?: 'named alike'}" },
				tags = { "t-#{#user}", "after-#{#result.toUpperCase()}" })
		String call(String user, int count, @LlmSecret String password) {
			return user;
		}

		@AgentTool(metadata = "length=#{#result.length()}")
		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture("ab");
		}

		@AgentTool(metadata = "length=#{#result.length()}")
		Mono<String> mono() {
			return Mono.just("ab");
		}

		@TracedLlmCall(provider = "p", model = "m", metadata = "length=#{#result.length()}")
		Callable<String> callable() {
			return () -> "ab";
		}

		@AgentTool(metadata = "length=#{#result.length()}")
		Flux<String> flux() {
			return Flux.just("a", "b");
		}

		@AgentTool(name = "${not.there}", metadata = { "bad=${app.key} #{#none.length()}", "worse=#{unparsable",
				"good=yes", "pairless", "result=#{#result.nothing}" })
		String broken(String value) {
			return value;
		}

	}

}
