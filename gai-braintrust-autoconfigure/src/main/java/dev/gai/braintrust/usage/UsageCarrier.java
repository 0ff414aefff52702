package dev.gai.braintrust.usage;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A result of a model call that knows its own usage. Let the type that your method
 * returns implement it, and model, usage, output and finish reason are recorded without
 * further code. A value that is not known is {@code null}.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface UsageCarrier {

	/**
	 * Tokens that the call used.
	 * @return the usage, or {@code null} if not known
	 */
	@Nullable Usage usage();

	/**
	 * Model that answered.
	 * @return the model, or {@code null} if not known
	 */
	default @Nullable String responseModel() {
		return null;
	}

	/**
	 * Why the model stopped: {@code stop}, {@code length}, {@code tool_calls} or
	 * {@code content_filter}.
	 * @return the reason, or {@code null} if not known
	 */
	default @Nullable String finishReason() {
		return null;
	}

	/**
	 * Returns the answer of the model.
	 * @return the output; by default {@code null}, which stands for this object itself
	 */
	default @Nullable Object output() {
		return null;
	}

}
