package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.export.BraintrustExport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * One line at the start: where spans go, or why they do not.
 */
final class BraintrustStartupReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog("dev.gai.braintrust");

	private final @Nullable BraintrustExport export;

	private final @Nullable String reasonForNoExport;

	BraintrustStartupReport(@Nullable BraintrustExport export, @Nullable String reasonForNoExport) {
		this.export = export;
		this.reasonForNoExport = reasonForNoExport;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.export != null) {
			logger.info("Spans are sent to Braintrust at " + this.export.monitor().status().endpoint() + " ("
					+ this.export.monitor().status().parent() + ")");
		}
		else {
			logger.info("Spans are not sent to Braintrust. " + this.reasonForNoExport);
		}
	}

}
