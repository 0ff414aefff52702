package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.health.ExportHealth;
import dev.gai.braintrust.health.ExportSituation;
import dev.gai.braintrust.health.HealthSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Puts together what all windows show of the export.
 */
final class HealthSource {

	private HealthSource() {
	}

	static ExportHealth health(BraintrustProperties properties, Environment environment,
			@Nullable BraintrustExport export, @Nullable TracerCheck tracerCheck) {
		return new ExportHealth(situation(environment, export, tracerCheck), settings(properties));
	}

	private static ExportSituation situation(Environment environment, @Nullable BraintrustExport export,
			@Nullable TracerCheck tracerCheck) {
		if (export == null || tracerCheck == null) {
			String reason = NoExport.explanation(environment);
			return new ExportSituation(null, () -> reason);
		}
		return new ExportSituation(export.monitor()::status, tracerCheck::reasonForNoSpans, tracerCheck::obstacle);
	}

	static HealthSettings settings(BraintrustProperties properties) {
		BraintrustProperties.Health health = properties.health();
		return new HealthSettings(health.failureThreshold(), health.maxStaleness(), health.dropThreshold(),
				health.strict());
	}

}
