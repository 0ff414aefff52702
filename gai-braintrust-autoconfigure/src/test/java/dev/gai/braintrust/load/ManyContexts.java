package dev.gai.braintrust.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.gai.braintrust.autoconfigure.BraintrustApiAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustBudgetAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustCostAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustDatasetsAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustExportAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustFeedbackAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustPromptsAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustScoringAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustUsageAutoConfiguration;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.trace.GenAiTracer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Contexts that come and go in this JVM, each of which delivers a call, with the span log
 * on disk, prices, budgets and a scorer.
 */
public final class ManyContexts {

	private static final String HELD = "dev.gai.braintrust.spool.held";

	/** What belongs to the JVM, not to a context, is there after these. */
	private static final int FIRST = 2;

	/** Files and sockets of the JVM itself come and go. */
	private static final int SOME_DESCRIPTORS = 12;

	private final String url;

	private final Path folder;

	private final List<WeakReference<?>> made = new ArrayList<>();

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	private final String held = String.valueOf(System.getProperty(HELD));

	private long descriptors;

	private long files;

	private long delivered;

	public ManyContexts(String url, Path folder) {
		this.url = url;
		this.folder = folder;
	}

	public void run(int count) {
		for (int i = 0; i < count; i++) {
			if (i == FIRST) {
				this.descriptors = descriptors();
				this.files = files();
			}
			runOnce();
		}
	}

	/** How many spans were delivered. */
	public long delivered() {
		return this.delivered;
	}

	/** What is left, after some time for the garbage collector and threads that end. */
	public List<String> leftovers() {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!now().isEmpty() && System.nanoTime() < end) {
			System.gc();
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
		return now();
	}

	private List<String> now() {
		List<String> left = new ArrayList<>();
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("gai-braintrust") || name.startsWith("HttpClient-"))
			.forEach((name) -> left.add("thread " + name));
		this.made.stream()
			.map(WeakReference::get)
			.filter((object) -> object != null)
			.forEach((object) -> left.add("object " + object.getClass().getName()));
		if (!this.held.equals(String.valueOf(System.getProperty(HELD)))) {
			left.add("held " + System.getProperty(HELD));
		}
		if (descriptors() > this.descriptors + SOME_DESCRIPTORS) {
			left.add("descriptors " + descriptors() + ", were " + this.descriptors);
		}
		if (files() > this.files) {
			left.add("files " + files() + ", were " + this.files);
		}
		return left;
	}

	private void runOnce() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=contexts",
					"gai.braintrust.api-key=sk-load", "gai.braintrust.api-url=" + this.url,
					"gai.braintrust.export.spool.directory=" + this.folder, "gai.braintrust.cost.budgets[0].name=day",
					"gai.braintrust.cost.budgets[0].limit-usd=1000", "gai.braintrust.export.schedule-delay=20ms")
			.run()) {
			this.made.add(new WeakReference<>(context));
			BraintrustExport export = context.getBean(BraintrustExport.class);
			this.made.add(new WeakReference<>(export));
			context.getBean(GenAiTracer.class)
				.llm("openai", "gpt-4o-mini")
				.messages(List.of(Message.user("question")))
				.run((span) -> span.output("answer").usage(3, 1));
			context.getBean(BraintrustSpanProcessor.class).forceFlush().join(20, TimeUnit.SECONDS);
			this.delivered += export.monitor().status().counts().delivered();
		}
	}

	private static long descriptors() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
				? unix.getOpenFileDescriptorCount() : 0;
	}

	private long files() {
		try (Stream<Path> found = Files.walk(this.folder)) {
			return found.filter(Files::isRegularFile).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
			NoopTracerAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
			OpenTelemetryTracingAutoConfiguration.class, BraintrustAutoConfiguration.class,
			BraintrustApiAutoConfiguration.class, BraintrustExportAutoConfiguration.class,
			BraintrustCostAutoConfiguration.class, BraintrustUsageAutoConfiguration.class,
			BraintrustBudgetAutoConfiguration.class, BraintrustFeedbackAutoConfiguration.class,
			BraintrustDatasetsAutoConfiguration.class, BraintrustScoringAutoConfiguration.class,
			BraintrustPromptsAutoConfiguration.class })
	static class Application {

		@Bean
		SpanScorer scorer() {
			return SpanScorer.of("good", SpanFilter.model(), (span) -> Score.of(1));
		}

	}

}
