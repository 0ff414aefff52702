package dev.gai.braintrust.integration;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that are stopped and started again, as checkpoints and Spring's cache of the
 * contexts of tests do.
 */
@Tag("application")
class StoppedAndStartedTests {

	private static final String[] SETTINGS = { "gai.braintrust.cost.budgets[0].name=day",
			"gai.braintrust.cost.budgets[0].limit-usd=5", "server.port=0" };

	private static final Set<String> OF_THE_JVM = Set.of("gai-braintrust-prices", "gai-braintrust-abandoned");

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

	@Test
	void goOnSending() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties(braintrust.properties())
			.properties(SETTINGS)
			.run()) {
			call(context, "before");
			braintrust.awaitSpan("before");
			List<String> threads = ownThreads();
			for (int round = 0; round < 3; round++) {
				context.stop();
				assertThat(context.isRunning()).isFalse();
				call(context, "stopped " + round);
				braintrust.awaitSpan("stopped " + round);

				context.start();
				call(context, "started " + round);
				braintrust.awaitSpan("started " + round);
				context.pause();
				context.restart();
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(ownThreads()).containsExactlyInAnyOrderElementsOf(threads));
		}
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void goOnSendingAfterSpringHasPausedThemBetweenTwoTests() throws Exception {
		TestContextManager first = begin(new OfTheShop());
		ConfigurableApplicationContext shop = context(first);
		call(shop, "shop");
		braintrust.awaitSpan("shop");
		first.afterTestClass();

		TestContextManager second = begin(new OfTheBakery());
		assertThat(context(second)).isNotSameAs(shop);
		assertThat(shop.getBean(Running.class).isRunning()).as("the context of the shop is paused").isFalse();
		call(context(second), "bakery");
		call(shop, "late work of the shop");
		braintrust.awaitSpan("bakery");
		braintrust.awaitSpan("late work of the shop");
		second.afterTestClass();

		TestContextManager again = begin(new OfTheShop());
		assertThat(context(again)).isSameAs(shop);
		assertThat(shop.getBean(Running.class).isRunning()).isTrue();
		call(shop, "shop again");
		braintrust.awaitSpan("shop again");

		for (TestContextManager ended : List.of(second, again)) {
			ended.getTestContext().markApplicationContextDirty(DirtiesContext.HierarchyMode.EXHAUSTIVE);
		}
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private static TestContextManager begin(Object test) throws Exception {
		TestContextManager manager = new TestContextManager(test.getClass());
		manager.beforeTestClass();
		manager.prepareTestInstance(test);
		return manager;
	}

	private static ConfigurableApplicationContext context(TestContextManager test) {
		return (ConfigurableApplicationContext) test.getTestContext().getApplicationContext();
	}

	private static void call(ConfigurableApplicationContext context, String name) {
		context.getBean(GenAiTracer.class).span(name).run((span) -> span.output("done"));
	}

	/**
	 * All but those of contexts of other tests, and those that the whole JVM has once.
	 */
	private List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.threadsBefore.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("gai-braintrust") && !OF_THE_JVM.contains(name))
			.toList();
	}

	/** Those of a pool come and go with its work. */
	private List<String> ownThreads() {
		return threads().stream().filter((name) -> !name.equals("gai-braintrust-http")).toList();
	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "shop=1", "management.tracing.export.braintrust.enabled=true" })
	static class OfTheShop {

		@DynamicPropertySource
		static void properties(DynamicPropertyRegistry registry) {
			register(registry);
		}

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "bakery=1", "management.tracing.export.braintrust.enabled=true" })
	static class OfTheBakery {

		@DynamicPropertySource
		static void properties(DynamicPropertyRegistry registry) {
			register(registry);
		}

	}

	private static void register(DynamicPropertyRegistry registry) {
		for (String property : braintrust.properties()) {
			int equals = property.indexOf('=');
			registry.add(property.substring(0, equals), () -> property.substring(equals + 1));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Running running() {
			return new Running();
		}

	}

	/** Tells whether the context runs. */
	static final class Running implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
