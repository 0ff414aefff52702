package dev.gai.braintrust.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application with the starter, whose spans go to a sink.
 */
final class StarterApplication implements AutoCloseable {

	private final Sink sink = new Sink();

	private final ConfigurableApplicationContext context;

	private final Tracer openTelemetryTracer;

	private StarterApplication(List<String> properties) {
		// DevTools is on the class path of the tests, and would start everything twice.
		System.setProperty("spring.devtools.restart.enabled", "false");
		List<String> all = new ArrayList<>(List.of("spring.main.banner-mode=off", "logging.level.root=WARN",
				"spring.application.name=speed", "gai.braintrust.api-key=sk-speed",
				"gai.braintrust.api-url=" + this.sink.url(), "gai.braintrust.export.max-queue-size=65536"));
		all.addAll(properties);
		this.context = new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.properties(all.toArray(String[]::new))
			.run();
		this.openTelemetryTracer = this.context.getBean(OpenTelemetry.class).getTracer("speed");
	}

	/**
	 * Starts an application.
	 * @param mode {@code sampled}, {@code unsampled} or {@code disabled}
	 * @return the application
	 */
	static StarterApplication start(String mode) {
		return new StarterApplication(switch (mode) {
			case "sampled" -> List.of();
			case "unsampled" -> List.of("gai.braintrust.sampling.ratio=0", "gai.braintrust.sampling.keep.errors=false");
			case "disabled" -> List.of("gai.braintrust.enabled=false");
			default -> throw new IllegalArgumentException(mode);
		});
	}

	Assistant assistant() {
		return this.context.getBean(Assistant.class);
	}

	GenAiTracer tracer() {
		return this.context.getBean(GenAiTracer.class);
	}

	Tracer openTelemetryTracer() {
		return this.openTelemetryTracer;
	}

	ObservationRegistry registry() {
		return this.context.getBean(ObservationRegistry.class);
	}

	/**
	 * Waits until all spans are sent, so that the next measurement begins with empty
	 * queues.
	 */
	void flush() {
		BraintrustSpanProcessor processor = this.context.getBeanProvider(BraintrustSpanProcessor.class)
			.getIfAvailable();
		if (processor != null) {
			processor.forceFlush().join(30, TimeUnit.SECONDS);
		}
	}

	@Override
	public void close() {
		BraintrustExport export = this.context.getBeanProvider(BraintrustExport.class).getIfAvailable();
		ExportCounters.Counts counts = (export != null) ? export.monitor().status().counts() : null;
		this.context.close();
		this.sink.close();
		if (counts != null && counts.totalDropped() > 0) {
			throw new IllegalStateException("Spans were dropped, so that the calls were cheaper: " + counts);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Beans {

		@Bean
		Assistant assistant() {
			return new Assistant();
		}

	}

}
