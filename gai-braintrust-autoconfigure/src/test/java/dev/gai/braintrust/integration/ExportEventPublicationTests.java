package dev.gai.braintrust.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.health.ExportFailedEvent;
import dev.gai.braintrust.health.ExportRecoveredEvent;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application hears of an outage.
 */
@Tag("application")
class ExportEventPublicationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void tellsTheApplicationOnceOfAnOutageAndOnceOfItsEnd(boolean lazy) {
		try (ConfigurableApplicationContext context = run("--spring.main.lazy-initialization=" + lazy)) {
			Heard heard = context.getBean(Heard.class);
			call(context);
			braintrust.awaitSpans(1);
			assertThat(heard.events).isEmpty();

			braintrust.answers(WireMock.aResponse().withStatus(503).withBody("over\nloaded"));
			call(context);
			Awaitility.await().until(() -> !heard.events.isEmpty());
			int requests = braintrust.requests().size();
			Awaitility.await().until(() -> braintrust.requests().size() > requests + 3);
			braintrust.answers(WireMock.aResponse().withStatus(200));
			Awaitility.await().until(() -> heard.events.size() > 1);

			assertThat(heard.events).hasExactlyElementsOfTypes(ExportFailedEvent.class, ExportRecoveredEvent.class);
			ExportFailedEvent failed = (ExportFailedEvent) heard.events.get(0);
			assertThat(failed.category()).isEqualTo("server_error");
			assertThat(failed.httpStatus()).isEqualTo(503);
			assertThat(failed.message()).isEqualTo("over loaded");
			assertThat(failed.consecutiveFailures()).isEqualTo(3);
			assertThat(failed.endpoint()).isEqualTo(braintrust.url() + "/otel/v1/traces");
			assertThat(heard.threads).containsOnly("gai-braintrust-events");
		}
	}

	@Test
	void goesOnSendingWhereAListenerFails() {
		braintrust.answers(WireMock.aResponse().withStatus(401).withBody("not " + BraintrustServer.KEY));
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(Heard.class).failing = true;
			call(context);
			Awaitility.await().until(() -> !context.getBean(Heard.class).events.isEmpty());
			ExportFailedEvent failed = (ExportFailedEvent) context.getBean(Heard.class).events.get(0);

			assertThat(failed.category()).isEqualTo("unauthorized");
			assertThat(failed.toString()).contains("not ***").doesNotContain(BraintrustServer.KEY);
		}
		assertThat(braintrust.requests()).hasSizeGreaterThan(0);
	}

	private static void call(ConfigurableApplicationContext context) {
		context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("gai.braintrust.export.shutdown-timeout=50ms", "management.tracing.sampling.probability=0")
			.run(all.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Heard.class)
	static class Application {

	}

	static class Heard {

		private final List<Object> events = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private volatile boolean failing;

		@EventListener({ ExportFailedEvent.class, ExportRecoveredEvent.class })
		void hear(Object event) {
			this.threads.add(Thread.currentThread().getName());
			this.events.add(event);
			if (this.failing) {
				throw new IllegalStateException("A listener fails");
			}
		}

	}

}
