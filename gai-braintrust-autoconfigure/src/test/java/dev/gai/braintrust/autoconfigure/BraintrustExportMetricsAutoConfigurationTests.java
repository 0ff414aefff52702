package dev.gai.braintrust.autoconfigure;

import java.net.URI;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.ExportMonitor;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.MemorySpanLog;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.metrics.ExportMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class BraintrustExportMetricsAutoConfigurationTests {

	private final ApplicationContextRunner exporting = AutoConfigured.exporting()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, BraintrustExportMetricsAutoConfiguration.class));

	@Test
	void suppliesMetersInTheRegistryOfTheApplication() {
		this.exporting.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			assertThat(context).hasSingleBean(ExportMetrics.class);
			assertThat(context.getBean(MeterRegistry.class).find("gai.braintrust.queue.size").gauge()).isNotNull();
		});
	}

	@Test
	void startsWithoutARegistry() {
		AutoConfigured.exporting()
			.withConfiguration(AutoConfigurations.of(BraintrustExportMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ExportMetrics.class));
	}

	@Test
	void backsOffFromTheMetersOfTheApplication() {
		ExportCounters counters = new ExportCounters();
		ExportMetrics own = new ExportMetrics(
				new ExportMonitor(new Destination(URI.create("http://localhost"), null, ""), counters,
						new ExportOutcomes(), new MemorySpanLog(1000, counters)));
		this.exporting.withBean("own", ExportMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(ExportMetrics.class).isSameAs(own));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.enabled=false", "gai.braintrust.api-key=",
			"management.tracing.export.braintrust.enabled=false" })
	void hasNoMetersWhereNothingIsExported(String property) {
		this.exporting.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(BraintrustExport.class)
				.doesNotHaveBean(ExportMetrics.class));
	}

	@Test
	void hasNoMetersWithoutMicrometersMetrics() {
		AutoConfigured.exporting()
			.withConfiguration(AutoConfigurations.of(BraintrustExportMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(BraintrustExport.class)
				.doesNotHaveBean("braintrustExportMetrics"));
	}

}
