package dev.gai.braintrust.trace;

import java.util.function.Function;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.guard.ThreadValue;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The run of a method that makes a publisher. Its call starts when somebody subscribes,
 * which is later, or never; but what the method does by itself, before it returns, is a
 * part of the call, and starts it early. Used by one thread.
 *
 * @since 0.1.0
 */
@Internal
public final class DeferredStart {

	private static final ThreadValue<DeferredStart> running = new ThreadValue<>();

	private final @Nullable Observation around;

	private final Function<@Nullable Observation, TrackedCall> starter;

	private @Nullable TrackedCall started;

	private boolean refused;

	private @Nullable DeferredStart before;

	DeferredStart(@Nullable Observation around, Function<@Nullable Observation, TrackedCall> starter) {
		this.around = around;
		this.starter = starter;
	}

	/**
	 * Runs the method.
	 * @param method the method
	 * @param <X> type of checked exceptions
	 * @return its result
	 * @throws X what it throws
	 */
	public <X extends Throwable> @Nullable Object run(Work<@Nullable Object, X> method) throws X {
		this.before = running.get();
		return running.during(this, method);
	}

	/**
	 * What is current around the method.
	 * @return the observation, {@code null} if there is none
	 */
	public @Nullable Observation around() {
		return this.around;
	}

	/**
	 * The call, if the method has started it.
	 * @return the call, {@code null} if it is still to be started
	 */
	public @Nullable TrackedCall started() {
		return this.started;
	}

	/**
	 * What something that begins on this thread belongs to.
	 * @param current what is current
	 * @return the call whose method runs here, else what is current
	 */
	static @Nullable Observation insteadOf(@Nullable ObservationView current) {
		DeferredStart deferred = running.get();
		Observation observation = (current instanceof Observation known) ? known : null;
		return (deferred != null && deferred.around == current) ? deferred.start() : observation;
	}

	/**
	 * The span that another library's call belongs to. A parent that is missing or
	 * switched off says nothing of what is around it; the span then hangs on the current
	 * one, too.
	 * @param context the context of its observation, whose parent becomes the call whose
	 * method runs here
	 * @param registry knows what is current
	 * @return the span, {@code null} if there is none
	 */
	static @Nullable RecordedSpan above(Observation.Context context, ObservationRegistry registry) {
		ObservationView parent = context.getParentObservation();
		Observation current = CurrentSpan.observation(registry);
		boolean silent = parent == null || (parent instanceof Observation observation && observation.isNoop());
		Observation instead = insteadOf(silent ? current : parent);
		if (instead != null && instead != parent && instead != current) {
			context.setParentObservation(instead);
		}
		return CurrentSpan.of((instead != null) ? instead : parent);
	}

	private @Nullable Observation start() {
		if (this.started == null && !this.refused) {
			try {
				// What it takes to start the call is no part of it.
				this.started = running.during(this.before, () -> this.starter.apply(insteadOf(this.around)));
			}
			catch (BudgetExceededException ex) {
				// It will be told to the one who subscribes.
				this.refused = true;
			}
		}
		return (this.started != null && !this.started.observation().isNoop()) ? this.started.observation()
				: this.around;
	}

}
