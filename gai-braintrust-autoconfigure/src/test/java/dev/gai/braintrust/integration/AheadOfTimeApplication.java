package dev.gai.braintrust.integration;

import dev.gai.braintrust.autoconfigure.BraintrustApiAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustConsoleAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustDatasetsAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustExportAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustExportMetricsAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustFeedbackAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustLocalExportAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustPromptsAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustScoringAutoConfiguration;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.trace.GenAiTracer;

import org.springframework.boot.SpringApplication;
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
 * What {@link ProcessedAheadOfTimeTests} processes and runs. Not nested, since the name
 * of what is generated for a nested class is not the one that is looked for.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
		NoopTracerAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
		OpenTelemetryTracingAutoConfiguration.class, BraintrustAutoConfiguration.class,
		BraintrustApiAutoConfiguration.class, BraintrustExportAutoConfiguration.class,
		BraintrustConsoleAutoConfiguration.class, BraintrustLocalExportAutoConfiguration.class,
		BraintrustExportMetricsAutoConfiguration.class, BraintrustFeedbackAutoConfiguration.class,
		BraintrustDatasetsAutoConfiguration.class, BraintrustScoringAutoConfiguration.class,
		BraintrustPromptsAutoConfiguration.class })
class AheadOfTimeApplication {

	@Bean
	RowListener listener() {
		return (row) -> System.out.println("shown: " + row.name());
	}

	public static void main(String[] arguments) throws ReflectiveOperationException {
		if (Boolean.getBoolean("hints.recorded")) {
			RecordedReflection.during(() -> run(arguments));
		}
		else {
			run(arguments);
		}
	}

	private static void run(String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(AheadOfTimeApplication.class)
			.web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			context.getBean(GenAiTracer.class).span("ahead").run((span) -> span.output("done"));
			System.out.println("beans that send: " + context.getBeanNamesForType(BraintrustExport.class).length
					+ ", that show: " + (context.containsBeanDefinition("braintrustLocalSpanProcessor") ? 1 : 0));
		}
	}

}
