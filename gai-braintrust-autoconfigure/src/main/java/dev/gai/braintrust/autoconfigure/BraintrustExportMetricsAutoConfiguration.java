package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.metrics.ExportMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for meters of the export. Spring
 * Boot binds them to the registries of the application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustExportAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(BraintrustExport.class)
public final class BraintrustExportMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ExportMetrics braintrustExportMetrics(BraintrustExport braintrustExport) {
		return new ExportMetrics(braintrustExport.monitor());
	}

}
