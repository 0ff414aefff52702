package dev.gai.braintrust.integration;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results that WebFlux goes on with after the method has returned.
 */
@Tag("application")
@Timeout(60)
class ReactiveResultsTests {

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of(Application.class, WebApplicationType.REACTIVE);

	private static final BraintrustServer braintrust = running.braintrust();

	@ParameterizedTest
	@ValueSource(strings = { "events", "entity", "later-entity", "event", "failing-later-entity" })
	void areFollowedToTheirEnd(String path) throws Exception {
		String body = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(running.url() + "/" + path))
				.header("Accept", "text/event-stream")
				.timeout(Duration.ofSeconds(20))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();

		SentSpan span = braintrust.awaitSpan("invoke_agent " + path);
		if (path.startsWith("failing")) {
			assertThat(span.span().getStatus().getMessage()).contains("model away");
			return;
		}
		assertThat(body).contains("lo!");
		assertThat(span.json("braintrust.output_json").asString()).isEqualTo("Hello!");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Endpoints endpoints() {
			return new Endpoints();
		}

	}

	@RestController
	static class Endpoints {

		@TracedAgent(name = "events")
		@GetMapping("/events")
		Flux<ServerSentEvent<String>> events() {
			return Flux.just("Hel", "lo!").map((word) -> ServerSentEvent.builder(word).build());
		}

		@TracedAgent(name = "event")
		@GetMapping("/event")
		Mono<ServerSentEvent<String>> event() {
			return Mono.just(ServerSentEvent.builder("Hello!").build());
		}

		@TracedAgent(name = "entity")
		@GetMapping("/entity")
		ResponseEntity<Flux<String>> entity() {
			return ResponseEntity.ok(Flux.just("Hel", "lo!"));
		}

		@TracedAgent(name = "later-entity")
		@GetMapping("/later-entity")
		Mono<ResponseEntity<Flux<String>>> laterEntity() {
			return Mono.just(ResponseEntity.ok(Flux.just("Hel", "lo!")));
		}

		@TracedAgent(name = "failing-later-entity")
		@GetMapping("/failing-later-entity")
		Mono<ResponseEntity<Flux<String>>> failingLaterEntity() {
			return Mono.just(ResponseEntity.ok(Flux.error(new IllegalStateException("model away"))));
		}

	}

}
