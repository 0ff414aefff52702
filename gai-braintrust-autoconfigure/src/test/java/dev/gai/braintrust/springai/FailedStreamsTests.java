package dev.gai.braintrust.springai;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Streams that fail, and whose client hears of it on another thread than the model: here
 * its span ends first. What was called above the client ends sooner still.
 */
@Tag("application")
class FailedStreamsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					ollama; {"error":"model 'llama3.2' not found"}; not_found
					ollama; {"error":"server busy, please try again.  maximum pending requests exceeded"}; overloaded
					openai; {"error":{"code":429,"type":"rate_limit_error","message":"Slow down"}}; rate_limited
					openai; {"error":{"object":"error","message":"boom","type":"InternalServerError","param":null,"code":500}}; provider_unavailable
					openai; {"object":"error","message":"boom","type":"InternalServerError","param":null,"code":500}; provider_unavailable
					openai; {"choices":[{"index":0,"delta":{},"finish_reason":"error"}],"error":{"code":502,"message":"Gone"}}; provider_unavailable
					""")
	void areErrorsOfTheProviderOnAllRows(String provider, String error, String category) {
		models.answers("/api/chat", ollama(error + "\n"));
		models.answers("/v1/chat/completions", ModelServer.events(error + "\n"));

		assertCategory(provider, category);
	}

	@ParameterizedTest
	@CsvSource({ "ollama, provider_unavailable", "openai, provider_unavailable" })
	void areErrorsOfTheProviderAfterSomeText(String provider, String category) {
		models.answers("/api/chat",
				ollama("""
						{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"It "},"done":false}
						{"error":"an error was encountered while running the model: CUDA error"}
						"""));
		models.answers("/v1/chat/completions", ModelServer.events("""
				{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"It "}}]}
				{"object":"error","message":"boom","type":"InternalServerError","param":null,"code":500}
				"""));

		assertCategory(provider, category);
	}

	private static void assertCategory(String provider, String category) {
		try (ConfigurableApplicationContext context = application(provider)) {
			assertThatException().isThrownBy(() -> context.getBean(Assistant.class).answer().blockLast());

			assertThat(braintrust.awaitSpans(3)).extracting((row) -> row.metadata().path("error.category").asString())
				.containsOnly(category);
		}
	}

	private static ResponseDefinitionBuilder ollama(String lines) {
		return WireMock.aResponse().withStatus(200).withHeader("Content-Type", "application/x-ndjson").withBody(lines);
	}

	private static ConfigurableApplicationContext application(String provider) {
		return SpringAiApplication.start(SlowModelApplication.class, braintrust,
				List.of("spring.ai.model.chat=" + provider, "spring.ai.ollama.base-url=" + models.url(),
						"spring.ai.openai.base-url=" + models.url() + "/v1", "spring.ai.openai.api-key=sk-provider"));
	}

	static class Assistant {

		private final ChatClient client;

		Assistant(ChatClient client) {
			this.client = client;
		}

		@TracedLlmCall(name = "assistant")
		Flux<String> answer() {
			return this.client.prompt("Weather?").stream().content();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SlowModelApplication {

		private final CountDownLatch client = new CountDownLatch(1);

		@Bean
		Assistant assistant(ChatClient.Builder client) {
			return new Assistant(client.build());
		}

		@Bean
		SpanProcessor ends() {
			return new SpanProcessor() {

				@Override
				public void onStart(Context parent, ReadWriteSpan span) {
				}

				@Override
				public boolean isStartRequired() {
					return false;
				}

				@Override
				public void onEnd(ReadableSpan span) {
					if (span.getName().equals("spring_ai chat_client")) {
						SlowModelApplication.this.client.countDown();
					}
				}

				@Override
				public boolean isEndRequired() {
					return true;
				}

			};
		}

		/** It is told of the end before the handler that ends the span. */
		@Bean
		ObservationHandler<Observation.Context> slowModel() {
			return new ObservationHandler<>() {

				@Override
				public void onStop(Observation.Context context) {
					if (context instanceof ChatModelObservationContext) {
						awaitClient();
					}
				}

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

			};
		}

		private void awaitClient() {
			try {
				assertThat(this.client.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
