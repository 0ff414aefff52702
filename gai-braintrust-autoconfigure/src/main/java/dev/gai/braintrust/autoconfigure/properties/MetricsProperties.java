package dev.gai.braintrust.autoconfigure.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Meters.
 *
 * @param conventions Conventions to follow for additional meters of model calls: "otel"
 * for OpenTelemetry's semantic conventions for generative AI, which adds
 * "gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk" and
 * "gen_ai.client.token.usage".
 * @since 0.1.0
 */
public record MetricsProperties(@DefaultValue("none") Conventions conventions) {

	/** Conventions for the names of meters. */
	public enum Conventions {

		/** No further names. */
		NONE,

		/** OpenTelemetry's semantic conventions for generative AI. */
		OTEL

	}

}
