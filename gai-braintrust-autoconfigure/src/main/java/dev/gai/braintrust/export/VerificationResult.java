package dev.gai.braintrust.export;

import dev.gai.braintrust.delivery.Answer;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a verification span. Holds no secret.
 *
 * @param delivered whether the service has stored the span
 * @param httpStatus status of the service's answer, {@code null} if there was none
 * @param latencyMs milliseconds from the request to the end of its answer, {@code null}
 * if no request was made
 * @param traceId id of the trace that the span is, {@code null} if none was made
 * @param permalink address of the span in Braintrust's application, {@code null} where it
 * is not known or the span was not delivered
 * @param error why the span was not delivered, {@code null} if it was
 * @since 0.1.0
 */
@Internal
public record VerificationResult(boolean delivered, @Nullable Integer httpStatus, @Nullable Long latencyMs,
		@Nullable String traceId, @Nullable String permalink, @Nullable String error) {

	/**
	 * No request was made.
	 * @param reason why
	 * @return the result
	 */
	public static VerificationResult notSent(String reason) {
		return new VerificationResult(false, null, null, null, null, reason);
	}

	static VerificationResult of(Answer answer, VerificationSpan span) {
		String error = error(answer);
		return new VerificationResult(error == null, (answer.httpStatus() > 0) ? answer.httpStatus() : null,
				answer.took().toMillis(), span.traceId(), (error == null) ? span.permalink() : null, error);
	}

	private static @Nullable String error(Answer answer) {
		FailureCategory category = answer.failure();
		if (category == null && answer.rejectedSpans() == 0) {
			return null;
		}
		String reason = (category != null) ? category.key() : FailureCategory.REJECTED.key();
		return answer.message().isEmpty() ? reason : reason + ": " + answer.message();
	}

}
