package dev.gai.braintrust.resilience;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Hears of the attempts of Resilience4j's {@link Retry}, of those that are registered and
 * of those that will be.
 *
 * @since 0.1.0
 */
public final class Resilience4jRecorder implements SmartInitializingSingleton {

	private final CurrentCall current;

	private final Supplier<Stream<RetryRegistry>> registries;

	/**
	 * Creates a recorder.
	 * @param current the current call
	 * @param registries the registries of the application
	 */
	public Resilience4jRecorder(CurrentCall current, Supplier<Stream<RetryRegistry>> registries) {
		this.current = current;
		this.registries = registries;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.registries.get().forEach((registry) -> {
			registry.getEventPublisher()
				.onEntryAdded((added) -> listenTo(added.getAddedEntry()))
				.onEntryReplaced((replaced) -> listenTo(replaced.getNewEntry()));
			registry.getAllRetries().forEach(this::listenTo);
		});
	}

	private void listenTo(Retry retry) {
		retry.getEventPublisher()
			.onRetry((event) -> failed(retry, event.getLastThrowable(), event.getWaitInterval()))
			.onError((event) -> failed(retry, event.getLastThrowable(), null));
	}

	/**
	 * An attempt failed. One that is repeated for its result has no error and is no
	 * failure.
	 */
	private void failed(Retry retry, @Nullable Throwable error, @Nullable Duration wait) {
		if (error != null) {
			this.current.tell((attempts) -> {
				attempts.allow(retry.getRetryConfig().getMaxAttempts());
				attempts.attemptFailed(error, wait, wait == null);
			});
		}
	}

}
