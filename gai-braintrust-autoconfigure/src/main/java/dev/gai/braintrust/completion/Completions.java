package dev.gai.braintrust.completion;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.gai.braintrust.content.snapshot.KotlinValues;
import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Follows a result to its end, by the first strategy that knows the type of the result.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class Completions {

	private final List<Completion> strategies;

	private final ClassValue<Boolean> deferred = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			return Completions.this.strategies.stream().anyMatch((strategy) -> strategy.isDeferred(type));
		}
	};

	/**
	 * Creates the strategies that the class path allows.
	 */
	public Completions() {
		this.strategies = CompletionStrategies.all();
	}

	/**
	 * Whether results of a type do nothing before somebody subscribes to them.
	 * @param type the declared type of the result
	 * @return whether the call is better started at the subscription
	 */
	public boolean isDeferred(Class<?> type) {
		return this.deferred.get(type);
	}

	/**
	 * Follows a result. A value ends the call at once, as does a result that cannot be
	 * followed.
	 * @param result what the method returned
	 * @param declared what the caller expects
	 * @param call the call that is told how the result ends
	 * @param again starts another call, for results that can be produced more than once;
	 * given the observation at whose place it happens
	 * @return what the caller is given
	 */
	public @Nullable Object follow(@Nullable Object result, Class<?> declared, TrackedCall call, CallStarter again) {
		Completion strategy = strategyFor(result, declared);
		if (result == null || strategy == null) {
			end(call, result);
			return result;
		}
		try {
			return strategy.follow(result, declared, call, again);
		}
		catch (Throwable ex) {
			// A stage that takes no callbacks, a stream that is used up: the caller will
			// see for itself.
			Guard.report("A result of type " + result.getClass().getName() + " could not be followed", ex);
			call.completed(null);
			return result;
		}
	}

	/**
	 * Follows a result whose type says more than its class: a stage of a response whose
	 * body comes later is replaced, others are not.
	 * @param result what the method returned
	 * @param declared what the caller expects
	 * @param call the call that is told how the result ends
	 * @param again starts another call, for results that can be produced more than once
	 * @return what the caller is given
	 */
	public @Nullable Object follow(@Nullable Object result, ResolvableType declared, TrackedCall call,
			CallStarter again) {
		Class<?> type = declared.resolve(Object.class);
		if (result instanceof CompletionStage<?> stage && LaterEntities.areIn(declared)) {
			return new LaterEntities(this, call, again).of(stage);
		}
		return follow(result, type, call, again);
	}

	/**
	 * Follows a {@linkplain #isDeferred(Class) deferred} result whose call starts when it
	 * is subscribed to.
	 * @param result what the method returned
	 * @param declared what the caller expects
	 * @param starter starts the call
	 * @return what the caller is given
	 */
	public @Nullable Object followDeferred(@Nullable Object result, Class<?> declared, CallStarter starter) {
		Completion strategy = strategyFor(result, declared);
		if (result == null || strategy == null) {
			starter.start(null).completed(result);
			return result;
		}
		return strategy.follow(result, declared, null, starter);
	}

	/**
	 * Has those who ask for a result that does nothing by itself make one call each,
	 * however often it is repeated in between.
	 * @param result what was returned by those who may repeat the call
	 * @param declared what the caller expects
	 * @return what the caller is given
	 */
	public @Nullable Object repeatable(@Nullable Object result, Class<?> declared) {
		Completion strategy = strategyFor(result, declared);
		return (result != null && strategy != null) ? strategy.repeatable(result) : result;
	}

	/**
	 * The result of a call that may not be made: one that fails, where the type can say
	 * so later, as callers of such methods expect.
	 * @param declared the declared type of the result
	 * @param refusal why the call may not be made
	 * @return a future or publisher that fails
	 * @throws RuntimeException the refusal, if the type is none of them
	 */
	public Object refused(Class<?> declared, RuntimeException refusal) {
		for (Completion strategy : this.strategies) {
			Object failed = strategy.failed(declared, refusal);
			if (failed != null) {
				return failed;
			}
		}
		throw refusal;
	}

	private @Nullable Completion strategyFor(@Nullable Object result, Class<?> declared) {
		if (result != null) {
			for (Completion strategy : this.strategies) {
				if (strategy.follows(result, declared)) {
					return strategy;
				}
			}
		}
		return null;
	}

	/**
	 * Starts a call.
	 */
	@FunctionalInterface
	public interface CallStarter {

		/**
		 * Starts a call.
		 * @param parent what the call belongs to, {@code null} for what is current
		 * @return the started call
		 */
		TrackedCall start(@Nullable Observation parent);

	}

	/**
	 * Tells a call of the value that it has ended with. A {@code Result} of Kotlin may
	 * say that it has failed.
	 */
	static void end(TrackedCall call, @Nullable Object value) {
		Throwable failure = KotlinValues.failureIn(value);
		if (failure != null) {
			call.failed(failure);
		}
		else {
			call.completed(KotlinValues.opened(value));
		}
	}

	static TrackedCall startedOr(@Nullable TrackedCall call, Supplier<TrackedCall> otherwise) {
		return (call != null) ? call : otherwise.get();
	}

}
