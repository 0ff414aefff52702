package dev.gai.braintrust.retry;

import java.time.Duration;
import java.util.function.Consumer;

import dev.gai.braintrust.completion.Coroutines;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DelayKt;
import org.jspecify.annotations.Nullable;

/**
 * A function of Kotlin that suspends and is called again when it fails. No thread waits
 * in between; each attempt runs where the coroutine runs, and a coroutine that is
 * cancelled makes no other one. Loading this class needs Kotlin's coroutines.
 */
final class RetriedCoroutine {

	private final CallRetries attempts;

	private final SuspendedAttempt attempt;

	private final Continuation<@Nullable Object> outer;

	RetriedCoroutine(CallRetries attempts, SuspendedAttempt attempt, Continuation<@Nullable Object> outer) {
		this.attempts = attempts;
		this.attempt = attempt;
		this.outer = outer;
	}

	@SuppressWarnings("unchecked") // whatever it is to go on with takes what the function
									// returns
	static @Nullable Object run(CallRetries attempts, SuspendedAttempt attempt, Object outer) throws Throwable {
		return new RetriedCoroutine(attempts, attempt, (Continuation<@Nullable Object>) outer).run();
	}

	/**
	 * Makes attempts until one of them, or the wait for it, goes on later.
	 */
	private @Nullable Object run() throws Throwable {
		while (true) {
			this.attempts.begin();
			try {
				Object result = this.attempt.run(new Next(this::answered));
				if (!Coroutines.goesOn(result)) {
					this.attempts.answered(result);
				}
				return result;
			}
			catch (Throwable ex) {
				Duration wait = waitAfter(ex);
				if (wait == null) {
					throw ex;
				}
				Object waited = delay(wait);
				if (Coroutines.goesOn(waited)) {
					return waited;
				}
			}
		}
	}

	private @Nullable Duration waitAfter(Throwable error) {
		return Coroutines.cancelled(error, this.outer) ? null : this.attempts.failed(error);
	}

	/**
	 * Goes on in the coroutine, not on the thread of the timer.
	 */
	private @Nullable Object delay(Duration wait) {
		CoroutineContext context = this.outer.getContext();
		Continuation<Object> next = new Next(this::waited);
		ContinuationInterceptor interceptor = context.get(ContinuationInterceptor.Key);
		return delay(wait, (interceptor != null) ? interceptor.interceptContinuation(next) : next);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" }) // it is told nothing but that time has
													// passed
	private static @Nullable Object delay(Duration wait, Continuation<?> next) {
		return DelayKt.delay(wait.toMillis(), (Continuation) next);
	}

	private void answered(@Nullable Object result) {
		Throwable error = Coroutines.errorIn(result);
		try {
			if (error == null) {
				this.attempts.answered(result);
			}
		}
		catch (AnotherAttempt ex) {
			error = ex;
		}
		Duration wait = (error != null) ? waitAfter(error) : null;
		if (wait == null) {
			goOn(result);
		}
		else if (!Coroutines.goesOn(delay(wait))) {
			again();
		}
	}

	private void waited(@Nullable Object result) {
		if (Coroutines.errorIn(result) != null) {
			goOn(result);
		}
		else {
			again();
		}
	}

	private void again() {
		Object result;
		try {
			result = run();
		}
		catch (Throwable ex) {
			result = ResultKt.createFailure(ex);
		}
		if (!Coroutines.goesOn(result)) {
			goOn(result);
		}
	}

	@SuppressWarnings("NullAway") // a null result of the function passes through
	private void goOn(@Nullable Object result) {
		this.outer.resumeWith(result);
	}

	/**
	 * What an attempt, or the wait for one, goes on with.
	 */
	private final class Next implements Continuation<Object> {

		private final Consumer<@Nullable Object> step;

		Next(Consumer<@Nullable Object> step) {
			this.step = step;
		}

		@Override
		public CoroutineContext getContext() {
			return RetriedCoroutine.this.outer.getContext();
		}

		@Override
		public void resumeWith(Object result) {
			this.step.accept(result);
		}

	}

}
