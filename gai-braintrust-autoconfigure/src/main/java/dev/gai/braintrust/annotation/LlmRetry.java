package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * How often an annotated method is called when it fails, and how long to wait in between.
 * <p>
 * Only errors that another attempt may cure are retried: rate limits, overload, timeouts,
 * broken connections, failures of the provider. A bean of type {@code ErrorClassifier}
 * decides this for the application's own exceptions. A wait that the provider asks for
 * ({@code Retry-After}) takes precedence over the backoff; a call that would have to wait
 * longer than {@link #maxDelay()} for it gives up at once. The last error is thrown
 * unchanged.
 * <p>
 * A method is called again for a value, a {@code Stream} (not once it is being read) and
 * a {@code CompletionStage}; a {@code Mono} or {@code Flux} is subscribed to again,
 * unless it has emitted an element. All attempts are one span, with a child
 * {@code attempt n} for each that failed. An interrupt ends the wait.
 * <p>
 * Durations are templates, see {@link TracedLlmCall}: {@code 500ms}, {@code 2s},
 * {@code 1m30s}, {@code PT2S} or <code>${property}</code>. An invalid one is reported
 * once, and the default is used.
 *
 * @since 0.1.0
 */
@PublicApi
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LlmRetry {

	/**
	 * How often the method is called at most, the first time included.
	 * @return the number, 1 not to call it again
	 */
	int maxAttempts() default 1;

	/**
	 * Wait after the first failure.
	 * @return a duration
	 */
	String delay() default "1s";

	/**
	 * Growth of the wait: with 1.0 it is {@code attempt × delay}, above it grows
	 * exponentially.
	 * @return the factor, at least 1.0
	 */
	double multiplier() default 1.0;

	/**
	 * Longest wait.
	 * @return a duration
	 */
	String maxDelay() default "30s";

	/**
	 * Largest random change of a wait, in either direction; it grows as the wait does.
	 * @return a duration
	 */
	String jitter() default "0s";

	/**
	 * Time from the first call after which the method is not called again. A call that is
	 * running is not interrupted.
	 * @return a duration, zero for no limit
	 */
	String timeout() default "0s";

}
