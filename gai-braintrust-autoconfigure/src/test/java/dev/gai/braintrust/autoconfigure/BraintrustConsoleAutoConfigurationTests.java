package dev.gai.braintrust.autoconfigure;

import java.net.URL;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.autoconfigure.startup.ForwardedAddresses;
import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.console.ConsoleActions;
import dev.gai.braintrust.console.ConsoleSettings;
import dev.gai.braintrust.console.FeedbackNotes;
import dev.gai.braintrust.console.KeptTraces;
import dev.gai.braintrust.console.Pictures;
import dev.gai.braintrust.console.ReactiveConsole;
import dev.gai.braintrust.console.RunningSpans;
import dev.gai.braintrust.console.ServletConsole;
import dev.gai.braintrust.console.TraceRing;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.env.DevToolsPropertyDefaultsPostProcessor;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class BraintrustConsoleAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(BraintrustAutoConfiguration.class,
			BraintrustConsoleAutoConfiguration.class, BraintrustExportAutoConfiguration.class,
			BraintrustLocalExportAutoConfiguration.class);

	private static final String ON = "gai.braintrust.console.enabled=true";

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void suppliesADoorInSpringMvc() {
		this.servlet.withPropertyValues(ON)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ServletConsole.class)
				.hasSingleBean(org.springframework.web.servlet.function.RouterFunction.class)
				.doesNotHaveBean(ReactiveConsole.class));
	}

	@Test
	void suppliesADoorInWebFlux() {
		this.reactive.withPropertyValues(ON)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ReactiveConsole.class)
				.hasSingleBean(org.springframework.web.reactive.function.server.RouterFunction.class)
				.doesNotHaveBean(ServletConsole.class));
	}

	@Test
	void isOffByDefault() {
		this.servlet.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(Console.class)
			.doesNotHaveBean(RowListener.class)
			.doesNotHaveBean(BraintrustSpanProcessor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.console.enabled=false", "gai.braintrust.enabled=false" })
	void isSwitchedOff(String property) {
		this.servlet.withPropertyValues(ON, property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Console.class)
				.doesNotHaveBean(BraintrustSpanProcessor.class));
	}

	@Test
	void backsOffFromTheApplicationsOwn() {
		TraceRing ring = new TraceRing(1, 1);
		Console console = new Console(
				new ConsoleSettings("/own", 1, true, true, null, "1", "project_name:x", null, null, null, false),
				new KeptTraces(ring, new FeedbackNotes(ring), new Pictures()), new RunningSpans((name) -> name),
				new ConsoleActions(ring, null, null));
		this.servlet.withPropertyValues(ON)
			.withBean("own", TraceRing.class, () -> ring)
			.withBean("ownConsole", Console.class, () -> console)
			.run((context) -> {
				assertThat(context).getBean(TraceRing.class).isSameAs(ring);
				assertThat(context).getBean(Console.class).isSameAs(console);
			});
	}

	@Test
	void worksWithoutSpringMvc() {
		this.servlet.withPropertyValues(ON)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServletConsole.class));
	}

	@Test
	void worksWithoutWebFlux() {
		this.servlet.withPropertyValues(ON)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ServletConsole.class));
	}

	@Test
	void isNotThereWithoutAWebApplication() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues(ON)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Console.class)
				.doesNotHaveBean(BraintrustSpanProcessor.class));
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
			.withPropertyValues(ON)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void makesRowsLocallyOnlyWhereNothingIsExported() {
		this.servlet.withPropertyValues(ON)
			.run((context) -> assertThat(context).hasSingleBean(BraintrustSpanProcessor.class)
				.doesNotHaveBean(BraintrustExport.class));
		this.servlet
			.withPropertyValues(ON, AutoConfigured.KEY, AutoConfigured.NOWHERE,
					"gai.braintrust.export.shutdown-timeout=10ms")
			.run((context) -> {
				assertThat(context).hasSingleBean(BraintrustExport.class).hasSingleBean(BraintrustSpanProcessor.class);
				assertThat(context.getBean(BraintrustSpanProcessor.class))
					.isSameAs(context.getBean(BraintrustExport.class).processor());
			});
		this.servlet.withPropertyValues(ON, "management.opentelemetry.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BraintrustSpanProcessor.class));
	}

	@Test
	void tellsListenersOfTheApplicationWithoutAKey() {
		CopyOnWriteArrayList<Row> rows = new CopyOnWriteArrayList<>();
		AutoConfigured.context()
			.withConfiguration(AutoConfigurations.of(BraintrustLocalExportAutoConfiguration.class))
			.withBean(RowListener.class, () -> rows::add)
			.withPropertyValues("management.tracing.sampling.probability=0")
			.run((context) -> {
				context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
				Awaitility.await().until(() -> rows.size() == 1);
				assertThat(rows.get(0).name()).isEqualTo("execute_tool search");
				assertThat(context).doesNotHaveBean(BraintrustExport.class);
				assertThat(context.getBean(BraintrustSpanProcessor.class)
					.forceFlush()
					.join(10, java.util.concurrent.TimeUnit.SECONDS)
					.isSuccess()).isTrue();
			});
	}

	/**
	 * On a thread of its own: DevTools do nothing where they see a test below them.
	 */
	@Test
	void devToolsSwitchItOn() throws InterruptedException {
		StandardEnvironment environment = new StandardEnvironment();
		// An application of an earlier test may have left one that does nothing.
		Restarter.clearInstance();
		Restarter.initialize(new String[0], false, (thread) -> new URL[0], false);
		try {
			Thread main = new Thread(() -> new DevToolsPropertyDefaultsPostProcessor()
				.postProcessEnvironment(environment, new SpringApplication()));
			main.start();
			main.join();
		}
		finally {
			Restarter.clearInstance();
		}
		assertThat(environment.getProperty("gai.braintrust.console.enabled")).isEqualTo("true");
	}

	@Test
	void knowsWhereAddressesAreForwarded() {
		assertThat(ForwardedAddresses.areUsed(new MockEnvironment())).isFalse();
		assertThat(ForwardedAddresses
			.areUsed(new MockEnvironment().withProperty("server.forward-headers-strategy", "NONE"))).isFalse();
		assertThat(ForwardedAddresses
			.areUsed(new MockEnvironment().withProperty("server.forward-headers-strategy", "framework"))).isTrue();
		assertThat(
				ForwardedAddresses.areUsed(new MockEnvironment().withProperty("spring.main.cloud-platform", "heroku")))
			.isTrue();
		assertThat(ForwardedAddresses.areUsed(new MockEnvironment().withProperty("spring.main.cloud-platform", "heroku")
			.withProperty("server.forward-headers-strategy", "none"))).isFalse();
	}

}
