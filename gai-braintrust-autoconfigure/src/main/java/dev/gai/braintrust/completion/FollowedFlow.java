package dev.gai.braintrust.completion;

import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.completion.Completions.CallStarter;
import io.micrometer.observation.Observation;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose collection is a call. What makes the elements runs inside the call; those
 * who collect them run outside of it, in the very context that they had.
 *
 * @param <T> type of the elements
 */
final class FollowedFlow<T> implements Flow<T> {

	private final Flow<T> source;

	private final AtomicReference<@Nullable TrackedCall> first;

	private final CallStarter starter;

	FollowedFlow(Flow<T> source, @Nullable TrackedCall call, CallStarter starter) {
		this.source = source;
		this.first = new AtomicReference<>(call);
		this.starter = starter;
	}

	@Override
	public @Nullable Object collect(FlowCollector<? super T> collector, Continuation<? super Unit> continuation) {
		@Nullable Observation around = Coroutines.around(new Object[] { continuation });
		TrackedCall started = this.first.getAndSet(null);
		if (started != null) {
			started.askedFor();
		}
		TrackedCall call = (started != null) ? started : this.starter.start(around);
		Observation observation = call.observation();
		@Nullable Observation outer = (around != null) ? around
				: observation.isNoop() ? null : observation.getObservationRegistry().getCurrentObservation();
		CoroutineContext context = observation.isNoop() ? continuation.getContext()
				: continuation.getContext().plus(new ObservationElement(observation));
		Elements<T> elements = new Elements<>(collector, call, outer, continuation.getContext());
		Continuation<Unit> end = new ResumedContinuation<>(context, (result) -> {
			elements.end(Coroutines.errorIn(result));
			Scopes.outside(observation, outer, () -> continuation.resumeWith(result));
		});
		Object result;
		try {
			result = Scopes.inside(observation, () -> this.source.collect(elements, end));
		}
		catch (Throwable ex) {
			elements.end(ex);
			throw ex;
		}
		if (!Coroutines.goesOn(result)) {
			elements.end(null);
		}
		return result;
	}

	/**
	 * Takes the elements.
	 */
	private static final class Elements<T> implements FlowCollector<T> {

		private final FlowCollector<? super T> collector;

		private final TrackedCall call;

		private final @Nullable Observation outer;

		private final CoroutineContext context;

		private volatile @Nullable Throwable downstream;

		Elements(FlowCollector<? super T> collector, TrackedCall call, @Nullable Observation outer,
				CoroutineContext context) {
			this.collector = collector;
			this.call = call;
			this.outer = outer;
			this.context = context;
		}

		@Override
		public @Nullable Object emit(T value, Continuation<? super Unit> continuation) {
			if (value != null) {
				this.call.element(value);
			}
			Continuation<Unit> next = new ResumedContinuation<>(this.context, (result) -> {
				Throwable error = Coroutines.errorIn(result);
				this.downstream = (error != null) ? error : this.downstream;
				Scopes.<@Nullable Object, RuntimeException>inside(this.call.observation(), () -> {
					continuation.resumeWith(result);
					return null;
				});
			});
			@Nullable Object[] emitted = new Object[1];
			try {
				Scopes.outside(this.call.observation(), this.outer,
						() -> emitted[0] = this.collector.emit(value, next));
			}
			catch (Throwable ex) {
				this.downstream = ex;
				throw ex;
			}
			return emitted[0];
		}

		/**
		 * An error of those who collect is none of the call: they want no more.
		 */
		void end(@Nullable Throwable error) {
			if (error == null) {
				this.call.completed();
			}
			else if (error == this.downstream) {
				this.call.cancelled();
			}
			else {
				Cancellations.end(this.call, error, this.context.get(Job.Key));
			}
		}

	}

}
