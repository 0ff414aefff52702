package dev.gai.braintrust.resilience;

import org.springframework.context.ApplicationListener;
import org.springframework.core.retry.RetryException;
import org.springframework.resilience.retry.MethodRetryEvent;

/**
 * Hears of the attempts of methods with Spring's {@code @Retryable}. One whose result is
 * reactive is heard of only if its error arrives on a thread where the call is current.
 *
 * @since 0.1.0
 */
public final class MethodRetryRecorder implements ApplicationListener<MethodRetryEvent> {

	private final CurrentCall current;

	/**
	 * Creates a recorder.
	 * @param current the current call
	 */
	public MethodRetryRecorder(CurrentCall current) {
		this.current = current;
	}

	@Override
	public void onApplicationEvent(MethodRetryEvent event) {
		if (!event.isRetryAborted()) {
			this.current.tell((attempts) -> attempts.attemptFailed(event.getFailure(), null, false));
		}
		else if (!(event.getFailure() instanceof RetryException last) || last.getRetryCount() > 0) {
			this.current.tell((attempts) -> attempts.exhausted());
		}
	}

}
