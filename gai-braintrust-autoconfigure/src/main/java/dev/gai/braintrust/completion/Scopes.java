package dev.gai.braintrust.completion;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in the scope of an observation. Other than {@link Observation#scoped}, a
 * handler of the application that fails does not keep the work from running, nor does it
 * take away its result; and an error of the work is left to the one who ends the call.
 *
 * @since 0.1.0
 */
public final class Scopes {

	private Scopes() {
	}

	/**
	 * Runs work while an observation is current on this thread. An observation that
	 * records nothing leaves the current one in place, since children look for it.
	 * @param observation the observation
	 * @param work the work
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result of the work
	 * @throws X what the work throws, unchanged
	 */
	public static <T extends @Nullable Object, X extends Throwable> T inside(Observation observation, Work<T, X> work)
			throws X {
		if (observation.isNoop()) {
			return work.run();
		}
		ObservationRegistry registry = observation.getObservationRegistry();
		Observation.Scope before = registry.getCurrentObservationScope();
		Context spanBefore = Context.current();
		Observation.Scope scope = open(observation, registry, before);
		try {
			return work.run();
		}
		finally {
			if (scope != null && !Guard.run("A scope could not be closed", scope::close)) {
				// A handler that fails keeps the others from being told. What they leave
				// current would be the parent of whatever this thread does next.
				registry.setCurrentObservationScope(before);
				spanBefore.makeCurrent();
			}
		}
	}

	/**
	 * Makes an observation current on this thread.
	 * @param observation the observation
	 * @return makes current what was before, on the same thread
	 */
	static Runnable enter(Observation observation) {
		if (observation.isNoop()) {
			return () -> {
			};
		}
		ObservationRegistry registry = observation.getObservationRegistry();
		Observation.Scope before = registry.getCurrentObservationScope();
		Context spanBefore = Context.current();
		Observation.Scope scope = open(observation, registry, before);
		return () -> {
			if (scope != null && !Guard.run("A scope could not be closed", scope::close)) {
				registry.setCurrentObservationScope(before);
				spanBefore.makeCurrent();
			}
		};
	}

	/**
	 * Runs work outside of an observation that may be current on this thread.
	 * @param observation the observation
	 * @param around what the work belongs to, {@code null} for nothing
	 * @param work the work
	 */
	static void outside(Observation observation, @Nullable Observation around, Runnable work) {
		Observation.Scope current = observation.isNoop() ? null
				: observation.getObservationRegistry().getCurrentObservationScope();
		if (current == null || current.getCurrentObservation() != observation) {
			work.run();
			return;
		}
		// The registry of the call knows the handlers that clear the current span.
		Observation outer = (around != null && !around.isNoop()) ? around
				: new NullObservation(observation.getObservationRegistry());
		inside(outer, () -> {
			work.run();
			return null;
		});
	}

	/**
	 * Opens a scope. One that was opened in part has become current and must be closed.
	 */
	private static Observation.@Nullable Scope open(Observation observation, ObservationRegistry registry,
			Observation.@Nullable Scope before) {
		try {
			return observation.openScope();
		}
		catch (Throwable ex) {
			Guard.report("A scope could not be opened in full", ex);
			Observation.Scope current = registry.getCurrentObservationScope();
			return (current != before) ? current : null;
		}
	}

}
