package dev.gai.braintrust.autoconfigure;

import java.net.URI;
import java.util.Locale;

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
 */
final class BraintrustStartupReport implements SmartInitializingSingleton {

	private static final String OTLP = "management.opentelemetry.tracing.export.otlp.endpoint";

	private static final Log logger = LogFactory.getLog("dev.gai.braintrust");

	private final @Nullable BraintrustExport export;

	private final @Nullable TracerCheck tracerCheck;

	private final Environment environment;

	BraintrustStartupReport(@Nullable BraintrustExport export, @Nullable TracerCheck tracerCheck,
			Environment environment) {
		this.export = export;
		this.tracerCheck = tracerCheck;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.export == null || this.tracerCheck == null) {
			logger.info("Spans are not sent to Braintrust. " + NoExport.explanation(this.environment));
			return;
		}
		ExportStatus status = this.export.monitor().status();
		logger.info("Spans are sent to Braintrust at " + status.endpoint() + " (" + status.parent() + ")");
		String problem = this.tracerCheck.problem();
		if (problem != null) {
			logger.warn(problem);
		}
		if (isSentTwice(status.endpoint())) {
			logger.warn("Spring Boot's own OTLP exporter (" + OTLP + ", or the environment variable "
					+ "OTEL_EXPORTER_OTLP_ENDPOINT) sends to Braintrust as well, so spans arrive there twice. Remove the "
					+ "endpoint, or set management.tracing.export.otlp.enabled=false");
		}
	}

	private boolean isSentTwice(String endpoint) {
		String own = host(this.environment.getProperty(OTLP));
		String enabled = this.environment.getProperty("management.tracing.export.otlp.enabled",
				this.environment.getProperty("management.tracing.export.enabled", "true"));
		return own != null && Boolean.parseBoolean(enabled)
				&& (own.equals("braintrust.dev") || own.endsWith(".braintrust.dev")
						|| (!BraintrustConnection.isLoopback(own) && own.equals(host(endpoint))));
	}

	private static @Nullable String host(@Nullable String url) {
		try {
			String host = (url != null) ? URI.create(url.strip()).getHost() : null;
			return (host != null) ? host.toLowerCase(Locale.ROOT) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
