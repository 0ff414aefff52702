package dev.gai.braintrust.autoconfigure;

import java.util.List;

import dev.gai.braintrust.autoconfigure.export.ConfiguredExport;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.export.BraintrustBaggage;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.sampling.RecordingSampler;
import dev.gai.braintrust.trace.TraceNamer;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class BraintrustExportAutoConfigurationTests {

	private static final String OTLP = "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:9/v1/traces";

	@Test
	void suppliesOneSpanProcessorOfItsOwnType() {
		AutoConfigured.exporting().run((context) -> {
			assertThat(context).hasSingleBean(BraintrustExport.class).hasSingleBean(BraintrustSpanProcessor.class);
			assertThat(context.getBeansOfType(SpanProcessor.class)).containsOnlyKeys("otelSpanProcessor",
					"braintrustSpanProcessor");
			assertThat(context.getBean(SdkTracerProvider.class).toString())
				.contains(context.getBean(BraintrustSpanProcessor.class).toString());
		});
	}

	@Test
	void leavesTheExportersOfTheApplicationAsTheyAre() {
		AutoConfigured.exporting()
			.withPropertyValues(OTLP)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OtlpHttpSpanExporter.class)
				.hasSingleBean(SpanExporter.class)
				.hasSingleBean(BatchSpanProcessor.class)
				.hasSingleBean(ObservationRegistry.class)
				.hasBean("otelSpanProcessor"));
	}

	@Test
	void addsNoBeanThatSilencesSomethingOfTheApplication() {
		ApplicationContextRunner onlyOurs = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class,
					BraintrustExportAutoConfiguration.class, BraintrustHealthContributorAutoConfiguration.class,
					BraintrustSanitizingAutoConfiguration.class, BraintrustSpringAiAutoConfiguration.class))
			.withPropertyValues(AutoConfigured.KEY, AutoConfigured.NOWHERE);

		onlyOurs.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SpanProcessor.class);
			for (Class<?> type : List.of(BatchSpanProcessor.class, SpanExporter.class, OtlpHttpSpanExporter.class,
					ObservationRegistry.class, ObservationConvention.class, GlobalObservationConvention.class,
					Sampler.class, SdkTracerProvider.class)) {
				assertThat(context).doesNotHaveBean(type);
			}
		});
	}

	@Test
	void letsSpansWaitInAnEighthOfTheHeap() {
		AutoConfigured.exporting().run((context) -> {
			BraintrustProperties properties = context.getBean(BraintrustProperties.class);
			assertThat(ConfiguredExport
				.settings(properties, "project_name:demo", context.getBeanProvider(TraceNamer.class), MediaStore.NONE)
				.maxQueueBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 8);
		});
	}

	@Test
	void wrapsTheSampler() {
		AutoConfigured.exporting()
			.run((context) -> assertThat(context).getBean(Sampler.class).isInstanceOf(RecordingSampler.class));
	}

	@Test
	void wrapsTheSamplerOfTheApplication() {
		AutoConfigured.exporting()
			.withBean("own", Sampler.class, Sampler::alwaysOff)
			.run((context) -> assertThat(context.getBean(Sampler.class).getDescription())
				.isEqualTo("RecordingSampler{AlwaysOffSampler}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.enabled=false", "management.tracing.export.enabled=false",
			"management.tracing.export.braintrust.enabled=false", "gai.braintrust.api-key=",
			"gai.braintrust.api-key=  " })
	void leavesEverythingAsBootHasItWhenSwitchedOff(String property) {
		AutoConfigured.exporting().withPropertyValues(property).run((context) -> {
			assertNothingExported(context);
			assertThat(context.getBean(Sampler.class)).isNotInstanceOf(RecordingSampler.class);
			assertThat(context).hasSingleBean(BatchSpanProcessor.class);
		});
	}

	@Test
	void exportsNothingWhenBootMakesNoTracer() {
		AutoConfigured.exporting()
			.withPropertyValues("management.opentelemetry.enabled=false")
			.run(BraintrustExportAutoConfigurationTests::assertNothingExported);
	}

	@Test
	void canBeOnWhereOtherExportsAreOff() {
		AutoConfigured.exporting()
			.withPropertyValues("management.tracing.export.enabled=false",
					"management.tracing.export.braintrust.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(BraintrustSpanProcessor.class));
	}

	@Test
	void staysWhereOnlyTheOtlpExportIsOff() {
		AutoConfigured.exporting()
			.withPropertyValues(OTLP, "management.tracing.export.otlp.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(BraintrustSpanProcessor.class)
				.doesNotHaveBean(OtlpHttpSpanExporter.class));
	}

	@Test
	void backsOffFromTheBaggageOfTheApplication() {
		BraintrustBaggage own = new BraintrustBaggage(false, List.of(), () -> null);
		AutoConfigured.exporting()
			.withBean("own", BraintrustBaggage.class, () -> own)
			.run((context) -> assertThat(context).getBean(BraintrustBaggage.class).isSameAs(own));
	}

	@Test
	void worksWithoutBootsOtlpExporter() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class,
					BraintrustExportAutoConfiguration.class, OtlpTracingAutoConfiguration.class))
			.withPropertyValues(AutoConfigured.KEY, AutoConfigured.NOWHERE)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void worksWhereTheApplicationExcludesTheRest() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BraintrustExportAutoConfiguration.class,
					BraintrustHealthContributorAutoConfiguration.class))
			.withPropertyValues(AutoConfigured.KEY, AutoConfigured.NOWHERE)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void assertNothingExported(ApplicationContext context) {
		assertThat(context.getBeansOfType(BraintrustExport.class)).isEmpty();
		assertThat(context.getBeansOfType(BraintrustSpanProcessor.class)).isEmpty();
		assertThat(context.getBeansOfType(BraintrustBaggage.class)).isEmpty();
	}

}
