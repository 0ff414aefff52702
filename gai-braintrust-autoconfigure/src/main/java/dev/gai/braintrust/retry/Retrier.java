package dev.gai.braintrust.retry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.type.AdaptedTypes;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Makes a call again when it failed with an error that is classified as retryable, in the
 * way that fits its result: a value or {@code Stream} is asked for again on the caller's
 * thread, a {@code CompletionStage} without blocking any, and a {@code Mono} or
 * {@code Flux}, or what another library has in its place, is subscribed to again unless
 * it has emitted an element. The last error is handed on unchanged. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Retrier {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			Retrier.class.getClassLoader());

	private final ErrorClassifiers errors;

	private final Function<@Nullable Observation, AttemptListener> listeners;

	private final RetryTime time;

	private final AnswerErrors answerErrors;

	private final Supplier<@Nullable Observation> current;

	/**
	 * Creates a retrier.
	 * @param errors says which errors are retryable
	 * @param listeners finds who is told of the attempts of a call, by its observation
	 */
	public Retrier(ErrorClassifiers errors, Function<@Nullable Observation, AttemptListener> listeners) {
		this(errors, listeners, RetryTime.REAL);
	}

	/**
	 * Creates a retrier.
	 * @param errors says which errors are retryable
	 * @param listeners finds who is told of the attempts of a call, by its observation
	 * @param current what is current where a library hands on no context
	 */
	public Retrier(ErrorClassifiers errors, Function<@Nullable Observation, AttemptListener> listeners,
			Supplier<@Nullable Observation> current) {
		this(errors, listeners, RetryTime.REAL, AnswerErrors.NONE, current);
	}

	Retrier(ErrorClassifiers errors, Function<@Nullable Observation, AttemptListener> listeners, RetryTime time) {
		this(errors, listeners, time, AnswerErrors.NONE, () -> null);
	}

	private Retrier(ErrorClassifiers errors, Function<@Nullable Observation, AttemptListener> listeners, RetryTime time,
			AnswerErrors answerErrors, Supplier<@Nullable Observation> current) {
		this.answerErrors = answerErrors;
		this.current = current;
		this.errors = errors;
		this.listeners = listeners;
		this.time = time;
	}

	/**
	 * Also repeats calls whose answer is an error.
	 * @param answerErrors finds such errors
	 * @return a retrier of calls of models
	 */
	public Retrier ofAnswers(AnswerErrors answerErrors) {
		return new Retrier(this.errors, this.listeners, this.time, answerErrors, this.current);
	}

	/**
	 * Makes a call.
	 * @param policy how often it is tried
	 * @param declared what the caller expects
	 * @param observation the observation of the call, whose scope each attempt runs in;
	 * {@code null} for a publisher that has not been subscribed to yet
	 * @param attempt makes one attempt
	 * @param <X> type of checked exceptions
	 * @return the result; later failures of it lead to further attempts
	 * @throws X what the last attempt threw, unchanged
	 */
	public <X extends Throwable> @Nullable Object call(LlmRetryPolicy policy, Class<?> declared,
			@Nullable Observation observation, Work<@Nullable Object, X> attempt) throws X {
		if (!policy.isEnabled()) {
			return attempt.run();
		}
		if (REACTOR && (RetriedPublisher.isPublisher(declared) || AdaptedTypes.isDeferred(declared))) {
			// Not repeated on the caller's thread, which must not wait.
			return retried(attempt.run(), policy, declared);
		}
		CallRetries attempts = attempts(policy, observation);
		if (CompletionStage.class.isAssignableFrom(declared)) {
			return declared.isAssignableFrom(CompletableFuture.class)
					? new RetriedStage(attempts, attempt, this.time.later()).startNow() : attempt.run();
		}
		Object result = new RetriedCall(attempts).run(attempt);
		if (result instanceof CompletionStage<?> stage && declared.isAssignableFrom(CompletableFuture.class)) {
			return new RetriedStage(attempts, attempt, this.time.later()).follow(stage);
		}
		return retried(result, policy, declared);
	}

	/**
	 * Makes a call of a function of Kotlin that suspends.
	 * @param policy how often it is tried
	 * @param observation the observation of the call
	 * @param attempt makes one attempt
	 * @param continuation what to go on with when an attempt has succeeded later, or the
	 * last one failed
	 * @return the result, or the mark that it comes later
	 * @throws Throwable what the last attempt threw, unchanged
	 */
	public @Nullable Object callSuspending(LlmRetryPolicy policy, Observation observation, SuspendedAttempt attempt,
			Object continuation) throws Throwable {
		if (!policy.isEnabled()) {
			return attempt.run(continuation);
		}
		// Where Spring calls the function, it makes a publisher of it.
		return retried(RetriedCoroutine.run(attempts(policy, observation), attempt, continuation), policy,
				Object.class);
	}

	private @Nullable Object retried(@Nullable Object result, LlmRetryPolicy policy, Class<?> declared) {
		return (REACTOR && result != null)
				? RetriedPublisher.of(result, declared, this.current, (observation) -> attempts(policy, observation))
				: result;
	}

	private CallRetries attempts(LlmRetryPolicy policy, @Nullable Observation observation) {
		AttemptListener listener = Guard.get("Attempts of a call are not shown", null,
				() -> this.listeners.apply(observation));
		return new CallRetries(policy, this.errors, (listener != null) ? listener : AttemptListener.NONE, this.time,
				this.answerErrors);
	}

	/**
	 * Finds the errors that a provider answers with, instead of failing. Must not throw.
	 *
	 */
	@FunctionalInterface
	public interface AnswerErrors {

		/** For calls whose results are no answers of a model. */
		AnswerErrors NONE = (answer) -> null;

		/**
		 * The error in an answer.
		 * @param answer the answer, or the first element of a stream
		 * @return the error, {@code null} if there is none
		 */
		@Nullable Throwable in(Object answer);

	}

}
