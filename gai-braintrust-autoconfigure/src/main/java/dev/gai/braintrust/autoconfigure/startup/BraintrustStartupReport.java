package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.export.BraintrustExport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * One line at the start: where spans go, or why they do not. Warns of what keeps them
 * from going there once.
 *
 * @since 0.1.0
 */
public final class BraintrustStartupReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog("dev.gai.braintrust");

	private final @Nullable BraintrustExport export;

	private final @Nullable TracerCheck tracerCheck;

	private final Environment environment;

	/**
	 * Creates a report.
	 * @param export the export, {@code null} if there is none
	 * @param tracerCheck knows whether spans reach it
	 * @param environment the environment
	 */
	public BraintrustStartupReport(@Nullable BraintrustExport export, @Nullable TracerCheck tracerCheck,
			Environment environment) {
		this.export = export;
		this.tracerCheck = tracerCheck;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.export == null || this.tracerCheck == null) {
			logger.info("Spans are not sent to Braintrust. " + NoExport.explanation(this.environment));
			StartupWarnings.whereNothingIsSent(this.environment).forEach(logger::warn);
			return;
		}
		ExportStatus status = this.export.monitor().status();
		String problem = this.tracerCheck.problem();
		if (problem != null) {
			logger.warn("Spans are not sent to Braintrust. " + problem);
		}
		else {
			logger.info("Spans are sent to Braintrust at " + status.endpoint() + " (" + status.parent() + ")");
		}
		StartupWarnings.whereSpansAreSent(this.environment, status.endpoint()).forEach(logger::warn);
	}

}
