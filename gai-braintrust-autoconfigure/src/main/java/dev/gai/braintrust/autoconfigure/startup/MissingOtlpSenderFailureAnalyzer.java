package dev.gai.braintrust.autoconfigure.startup;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why Boot's OTLP exporter cannot be made: the starter brings the exporter but
 * no sender, since a sender is a choice for the whole application.
 */
final class MissingOtlpSenderFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
		String message = cause.getMessage();
		if (message == null || !message.matches("(?s)No (Http|Grpc)SenderProvider found.*")) {
			return null;
		}
		return new FailureAnalysis(
				"An OTLP exporter is configured (management.opentelemetry.tracing.export.otlp.*), but the class path has "
						+ "no sender for it. gai-braintrust-spring-boot-starter delivers to Braintrust by itself and brings "
						+ "none.",
				"Add the dependency 'org.springframework.boot:spring-boot-starter-opentelemetry', or only "
						+ "'io.opentelemetry:opentelemetry-exporter-sender-jdk' (HTTP) or "
						+ "'io.opentelemetry:opentelemetry-exporter-sender-okhttp' (HTTP and gRPC).",
				cause);
	}

}
