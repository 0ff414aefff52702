package dev.gai.braintrust.retry;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.error.ErrorClassifiers;
import org.assertj.core.groups.Tuple;

/**
 * Calls that fail a number of times, through a {@link Retrier} whose time stands still.
 */
final class Attempts {

	static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

	static final LlmRetryPolicy THREE = LlmRetryPolicy.attempts(3);

	static final LlmRetryPolicy AT_ONCE = THREE.delay(Duration.ZERO);

	final List<Told> told = new ArrayList<>();

	final List<Pending> pending = new ArrayList<>();

	final AtomicInteger calls = new AtomicInteger();

	long nanos;

	ErrorClassifiers errors = new ErrorClassifiers(List.of());

	Object call(LlmRetryPolicy policy, Class<?> declared, Attempt attempt) {
		RetryTime time = new RetryTime(Clock.fixed(NOW, ZoneOffset.UTC), () -> this.nanos,
				(wait, work) -> this.pending.add(new Pending(wait, work)), () -> 0.5);
		Retrier retrier = new Retrier(this.errors, (observation) -> (number, error, meaning, start, end, wait,
				exhausted) -> this.told.add(new Told(number, error, wait, exhausted)), time);
		return Attempts.<RuntimeException>unchecked(() -> retrier.call(policy, declared, null, attempt::run));
	}

	Attempt failing(int failures, Object value) {
		return () -> {
			int number = this.calls.incrementAndGet();
			if (number <= failures) {
				throw new ConnectException("attempt " + number);
			}
			return value;
		};
	}

	static Tuple told(int number, Integer waitMillis, boolean exhausted) {
		return Tuple.tuple(number, (waitMillis != null) ? Duration.ofMillis(waitMillis) : null, exhausted);
	}

	@SuppressWarnings("unchecked")
	static <X extends Throwable> Object unchecked(Attempt attempt) throws X {
		try {
			return attempt.run();
		}
		catch (Throwable ex) {
			throw (X) ex;
		}
	}

	@FunctionalInterface
	interface Attempt {

		Object run() throws Throwable;

		default Object checked() throws Exception {
			try {
				return run();
			}
			catch (IOException ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		}

	}

	record Told(int number, Throwable error, Duration waited, boolean exhausted) {

	}

	record Pending(Duration waited, Runnable work) {

	}

}
