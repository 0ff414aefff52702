package dev.gai.braintrust.autoconfigure.startup;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AfterStart}.
 */
@Tag("application")
class AfterStartTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void isWhenTheApplicationHasStarted() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.run()) {
			Application application = context.getBean(Application.class);

			assertThat(application.threadAtRefresh).isEmpty();
			assertThat(application.done.get(10, TimeUnit.SECONDS)).isEqualTo("gai-braintrust-start");
		}
	}

	@Test
	void isWhenTheBeansAreThereInAContextThatNobodyTellsOfItsStart() throws Exception {
		AfterStart start = new AfterStart(false);
		CompletableFuture<String> done = new CompletableFuture<>();
		start.run(() -> done.complete("done"));
		assertThat(done).isNotDone();

		start.afterSingletonsInstantiated();

		assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Test
	void isNowWhereItIsOver() throws Exception {
		AfterStart start = new AfterStart(false);
		start.afterSingletonsInstantiated();
		CompletableFuture<String> done = new CompletableFuture<>();

		start.run(() -> done.complete("done"));

		assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Test
	void doesTheRestWhereSomethingFails() throws Exception {
		AfterStart start = new AfterStart(false);
		CompletableFuture<String> done = new CompletableFuture<>();
		start.run(() -> {
			throw new IllegalStateException("no matter");
		});
		start.run(() -> done.complete("done"));

		start.afterSingletonsInstantiated();

		assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final CompletableFuture<String> done = new CompletableFuture<>();

		private List<String> threadAtRefresh = List.of("no refresh");

		Application(AfterStart start) {
			start.run(() -> this.done.complete(Thread.currentThread().getName()));
		}

		@EventListener(ContextRefreshedEvent.class)
		void refreshed() {
			this.threadAtRefresh = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.map(Thread::getName)
				.filter("gai-braintrust-start"::equals)
				.toList();
		}

	}

}
