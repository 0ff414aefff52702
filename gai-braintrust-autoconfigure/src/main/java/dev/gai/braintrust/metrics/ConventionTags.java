package dev.gai.braintrust.metrics;

import java.util.Objects;

import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.core.instrument.Tags;

/**
 * The attributes by which OpenTelemetry's conventions tell model calls apart. Micrometer
 * wants the same keys on each meter of a name, so that what is not known is {@code none}.
 */
record ConventionTags(String operation, String provider, String requestModel, String responseModel,
		String serverAddress, String serverPort, String errorType, boolean tokensMeteredElsewhere) {

	/** Spring AI has a meter of tokens of its own that has the conventions' name. */
	private static final String SPRING_AI = "spring-ai";

	static final ConventionTags OTHER = new ConventionTags("other", "other", "other", "other", "other", "other",
			"other", false);

	static ConventionTags of(SpanRecord record) {
		Throwable error = record.error();
		String model = record.request().model();
		ServerAddress server = record.request().server();
		return new ConventionTags(CallTags.text(record.operation()), CallTags.text(record.request().provider()),
				CallTags.text(model),
				CallTags.text(Objects.requireNonNullElse(record.response().model(), Objects.toString(model, ""))),
				CallTags.text((server != null) ? server.host() : null),
				CallTags.text((server != null && server.port() > 0) ? Integer.toString(server.port()) : null),
				(error != null) ? CallTags.text(error.getClass().getName()) : "none",
				SPRING_AI.equals(record.instrumentation()));
	}

	Tags ofCall() {
		return Tags.of("gen_ai.operation.name", this.operation, "gen_ai.provider.name", this.provider,
				"gen_ai.request.model", this.requestModel, "gen_ai.response.model", this.responseModel,
				"server.address", this.serverAddress, "server.port", this.serverPort);
	}

	Tags ofOutcome() {
		return ofCall().and("error.type", this.errorType);
	}

}
