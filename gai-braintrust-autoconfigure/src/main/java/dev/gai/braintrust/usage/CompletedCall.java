package dev.gai.braintrust.usage;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A completed model call: what it used, what it cost, how it ended. It holds no prompt,
 * no completion and no text of an error. Calls that only wrap other recorded calls are
 * not included. Immutable.
 *
 * @param provider the provider, {@code null} if not known
 * @param model the requested model, the one that answered if none was requested,
 * {@code null} if neither is known
 * @param responseModel the model that answered, {@code null} if not known
 * @param operation {@code chat} or {@code embeddings}, for example
 * @param usage what the provider reported, as it did; {@code null} if nothing
 * @param costUsd cost in US dollars, {@code null} if not known
 * @param costUnavailable why a call that used something has no cost, for example
 * {@code unknown_model}; {@code null} if it has one or used nothing
 * @param endedAt when it ended
 * @param duration how long it took
 * @param timeToFirstChunk time to the first part of a stream, {@code null} if there was
 * none
 * @param retries how often it was tried again
 * @param error category of the error that ended it, {@code null} if it succeeded or was
 * cancelled
 * @param cancelled whether the one who asked went away
 * @param costCenter the cost center, of this call or else of the nearest span around it;
 * {@code null} if there is none
 * @param metadata metadata of the call and of the spans around it
 * @param traceId id of its trace, {@code null} if it has none
 * @param spanId id of its span, {@code null} if it has none
 * @since 0.1.0
 */
@PublicApi
public record CompletedCall(@Nullable String provider, @Nullable String model, @Nullable String responseModel,
		String operation, @Nullable Usage usage, @Nullable BigDecimal costUsd, @Nullable String costUnavailable,
		Instant endedAt, Duration duration, @Nullable Duration timeToFirstChunk, int retries, @Nullable String error,
		boolean cancelled, @Nullable String costCenter, Map<String, Object> metadata, @Nullable String traceId,
		@Nullable String spanId) {

	/**
	 * Returns the labels by which budgets distinguish calls.
	 * @return the labels
	 */
	public CallLabels labels() {
		return new CallLabels(this.provider, this.model, this.costCenter, this.metadata);
	}

}
