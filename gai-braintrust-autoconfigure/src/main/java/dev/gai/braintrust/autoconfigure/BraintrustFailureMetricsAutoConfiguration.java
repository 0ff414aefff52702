package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.metrics.FailureMeters;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for meters of errors and attempts of
 * calls of models.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
public final class BraintrustFailureMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	FailureMeters braintrustFailureMeters(MeterRegistry registry) {
		return new FailureMeters(registry);
	}

}
