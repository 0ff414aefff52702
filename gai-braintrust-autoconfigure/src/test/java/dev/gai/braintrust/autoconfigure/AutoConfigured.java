package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.testing.BraintrustServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Contexts with our auto-configurations and those of Boot that they work with.
 */
final class AutoConfigured {

	static final String KEY = "gai.braintrust.api-key=" + BraintrustServer.KEY;

	static final String NOWHERE = "gai.braintrust.api-url=http://127.0.0.1:9";

	private AutoConfigured() {
	}

	static ApplicationContextRunner context() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, NoopTracerAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					OtlpTracingAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
					HealthContributorAutoConfiguration.class, BraintrustAutoConfiguration.class,
					BraintrustExportAutoConfiguration.class, BraintrustHealthContributorAutoConfiguration.class,
					BraintrustSanitizingAutoConfiguration.class, BraintrustSpringAiAutoConfiguration.class));
	}

	static ApplicationContextRunner exporting() {
		return context().withPropertyValues(KEY, NOWHERE, "gai.braintrust.export.shutdown-timeout=10ms");
	}

}
