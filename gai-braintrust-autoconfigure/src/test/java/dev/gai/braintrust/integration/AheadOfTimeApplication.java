package dev.gai.braintrust.integration;

import java.util.Map;

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
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.OwnVariables;
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

	static final String WITH_KEY = "with a key:";

	@Bean
	RowListener listener() {
		return (row) -> System.out.println("shown: " + row.name());
	}

	public static void main(String[] arguments) throws Exception {
		if (Boolean.getBoolean("hints.recorded")) {
			RecordedReflection.during(AheadOfTimeApplication::runWithoutAndWithKey);
		}
		else {
			runWithoutAndWithKey();
		}
	}

	private static void runWithoutAndWithKey() throws Exception {
		run();
		System.out.println(WITH_KEY);
		OwnVariables.during(Map.of("BRAINTRUST_API_KEY", BraintrustServer.KEY), AheadOfTimeApplication::run);
	}

	private static void run() {
		SpringApplication application = new SpringApplicationBuilder(AheadOfTimeApplication.class)
			.web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run()) {
			context.getBean(GenAiTracer.class).span("ahead").run((span) -> span.output("done"));
			System.out.println("beans that send: " + context.getBeanNamesForType(BraintrustExport.class).length
					+ ", that show: " + (context.containsBeanDefinition("braintrustLocalSpanProcessor") ? 1 : 0));
		}
	}

}
