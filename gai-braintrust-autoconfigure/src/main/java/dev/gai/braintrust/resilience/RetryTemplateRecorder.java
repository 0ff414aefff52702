package dev.gai.braintrust.resilience;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.Retryable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Hears of the attempts of one {@code RetryTemplate}.
 */
final class RetryTemplateRecorder implements RetryListener {

	private final CurrentCall current;

	/** When attempts after a first one began, by the execution that they are part of. */
	private final Map<RetryState, Instant> starts = Collections.synchronizedMap(new WeakHashMap<>());

	RetryTemplateRecorder(CurrentCall current) {
		this.current = current;
	}

	@Override
	public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
		this.starts.put(state, Instant.now());
	}

	@Override
	public void onRetryableExecution(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
		if (state.isSuccessful()) {
			return;
		}
		Instant start = this.starts.remove(state);
		this.current.tell((attempts) -> {
			long retries = retries(policy);
			if (retries < Integer.MAX_VALUE) {
				attempts.allow((int) retries + 1);
			}
			if (start != null) {
				attempts.attemptFailed(state.getLastException(), start, Instant.now(), null, false);
			}
			else {
				attempts.attemptFailed(state.getLastException(), null, false);
			}
		});
	}

	@Override
	public void onRetryPolicyExhaustion(RetryPolicy policy, Retryable<?> retryable, RetryException exception) {
		if (exception.getRetryCount() > 0) {
			this.current.tell((attempts) -> attempts.exhausted());
		}
	}

	@Override
	public void onRetryPolicyTimeout(RetryPolicy policy, Retryable<?> retryable, RetryException exception) {
		this.current.tell((attempts) -> attempts.exhausted());
	}

	private static long retries(RetryPolicy policy) {
		BackOff backOff = policy.getBackOff();
		if (backOff instanceof FixedBackOff fixed) {
			return fixed.getMaxAttempts();
		}
		return (backOff instanceof ExponentialBackOff exponential) ? exponential.getMaxAttempts() : Long.MAX_VALUE;
	}

}
