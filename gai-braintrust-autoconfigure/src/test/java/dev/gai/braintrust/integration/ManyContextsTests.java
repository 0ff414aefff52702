package dev.gai.braintrust.integration;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that come and go in one JVM, as those of tests do, leave nothing behind.
 */
@Tag("application")
class ManyContextsTests {

	private static final String HELD = "dev.gai.braintrust.spool.held";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void leaveNoThreadAndNoSpanLogBehind() {
		String held = System.getProperty(HELD);
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		List<WeakReference<BraintrustExport>> exports = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			exports.add(runOnce());
		}

		Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
			System.gc();
			assertThat(threads(before)).isEmpty();
			assertThat(exports).allMatch((export) -> export.get() == null);
		});
		assertThat(System.getProperty(HELD)).isEqualTo(held);
	}

	private static WeakReference<BraintrustExport> runOnce() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.run()) {
			BraintrustExport export = context.getBean(BraintrustExport.class);
			context.getBean(GenAiTracer.class).span("work").run((span) -> span.output("done"));
			Awaitility.await().until(() -> export.monitor().status().counts().delivered() == 1);
			return new WeakReference<>(export);
		}
	}

	/** Others have run in the same process, and what they leave is theirs. */
	private static List<String> threads(Set<Thread> before) {
		Set<Thread> threads = Thread.getAllStackTraces().keySet();
		return threads.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("gai-braintrust") || name.startsWith("HttpClient-"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
