package dev.gai.braintrust.autoconfigure.export;

import java.util.function.Supplier;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.HealthProperties;
import dev.gai.braintrust.autoconfigure.startup.JavaAgent;
import dev.gai.braintrust.autoconfigure.startup.NoExport;
import dev.gai.braintrust.autoconfigure.startup.TracerCheck;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.health.ExportHealth;
import dev.gai.braintrust.health.ExportSituation;
import dev.gai.braintrust.health.HealthSettings;
import dev.gai.braintrust.health.TroubleSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * Puts together what all windows show of the export.
 *
 * @since 0.1.0
 */
public final class HealthSource {

	private HealthSource() {
	}

	/**
	 * Makes what judges how the export is doing.
	 * @param properties the properties
	 * @param environment says why nothing is exported
	 * @param export the export, {@code null} if there is none
	 * @param tracerCheck knows why there are no spans, {@code null} if there is no export
	 * @param budgets the budgets
	 * @param troubles what else may be wrong
	 * @return the health
	 */
	public static ExportHealth health(BraintrustProperties properties, Environment environment,
			@Nullable BraintrustExport export, @Nullable TracerCheck tracerCheck, ObjectProvider<Budgets> budgets,
			ObjectProvider<TroubleSource> troubles) {
		return new ExportHealth(situation(environment, export, tracerCheck), settings(properties),
				otherTrouble((export != null) ? JavaAgent.warningIn(environment) : null, export,
						budgets.stream().findFirst().orElse(null),
						troubles.orderedStream().toArray(TroubleSource[]::new)));
	}

	static Supplier<@Nullable String> otherTrouble(@Nullable String javaAgent, @Nullable BraintrustExport export,
			@Nullable Budgets budgets, TroubleSource... others) {
		return () -> {
			String masking = (export != null) ? export.maskingTrouble() : null;
			String trouble = (masking != null || budgets == null) ? masking : budgets.trouble();
			for (int i = 0; trouble == null && i < others.length; i++) {
				trouble = others[i].sentence().get();
			}
			return (trouble != null) ? trouble : javaAgent;
		};
	}

	private static ExportSituation situation(Environment environment, @Nullable BraintrustExport export,
			@Nullable TracerCheck tracerCheck) {
		if (export == null || tracerCheck == null) {
			String reason = NoExport.explanation(environment);
			return new ExportSituation(null, () -> reason);
		}
		return new ExportSituation(export.monitor()::status, tracerCheck::reasonForNoSpans, tracerCheck::obstacle);
	}

	/**
	 * The settings of health.
	 * @param properties the properties
	 * @return the settings
	 */
	public static HealthSettings settings(BraintrustProperties properties) {
		HealthProperties health = properties.health();
		return new HealthSettings(health.failureThreshold(), health.maxStaleness(), health.dropThreshold(),
				health.strict());
	}

}
