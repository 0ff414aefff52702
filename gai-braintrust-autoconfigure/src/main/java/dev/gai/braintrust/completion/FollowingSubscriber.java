package dev.gai.braintrust.completion;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Tells a call what one subscription sees. Whatever happens upstream happens inside the
 * call: it finds the call's observation in the Reactor context and, on this thread, in
 * scope. Signals that go downstream leave that scope for what the subscriber belongs to,
 * or else the next operator would seem to be a part of the call.
 */
final class FollowingSubscriber<T> implements CoreSubscriber<T>, Subscription {

	private final CoreSubscriber<? super T> downstream;

	private final TrackedCall call;

	private final @Nullable SingleValue single;

	private final @Nullable RepeatableCall repeatable;

	private final Context context;

	private final @Nullable Observation outer;

	private @Nullable Subscription upstream;

	private boolean hasValue;

	FollowingSubscriber(CoreSubscriber<? super T> downstream, TrackedCall call, @Nullable SingleValue single,
			@Nullable RepeatableCall repeatable) {
		this.repeatable = repeatable;
		this.downstream = downstream;
		this.call = call;
		this.single = single;
		Context around = downstream.currentContext();
		this.outer = around.getOrDefault(ObservationThreadLocalAccessor.KEY,
				call.observation().getObservationRegistry().getCurrentObservation());
		Context inner = (repeatable != null) ? around.delete(RepeatableCall.class) : around;
		this.context = call.observation().isNoop() ? inner
				: inner.put(ObservationThreadLocalAccessor.KEY, call.observation());
	}

	void subscribeTo(CorePublisher<? extends T> source) {
		RepeatableCall.inside(() -> {
			ending(() -> source.subscribe(this));
			return null;
		});
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		outside(() -> this.downstream.onSubscribe(this));
	}

	@Override
	public void onNext(T element) {
		T handedOn = element;
		if (this.single != null) {
			// The value is the end: what is done with it does not belong to the call,
			// and who has it may cancel.
			this.hasValue = true;
			handedOn = this.single.take(element, this.call);
		}
		else {
			this.call.element(element);
		}
		T next = handedOn;
		outside(() -> this.downstream.onNext(next));
	}

	@Override
	public void onError(Throwable error) {
		this.call.failed(error);
		RepeatableCall repeated = this.repeatable;
		if (repeated == null) {
			outside(() -> this.downstream.onError(error));
			return;
		}
		repeated.around(() -> {
			outside(() -> this.downstream.onError(error));
			return null;
		});
	}

	@Override
	public void onComplete() {
		if (this.single == null) {
			this.call.completed();
		}
		else if (!this.hasValue) {
			this.call.completed(null);
		}
		outside(this.downstream::onComplete);
	}

	@Override
	public void request(long demand) {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			ending(() -> subscription.request(demand));
		}
	}

	@Override
	public void cancel() {
		if (!this.hasValue) {
			this.call.cancelled();
		}
		Subscription subscription = this.upstream;
		if (subscription != null) {
			inside(subscription::cancel);
		}
	}

	/**
	 * Asks a source, which may throw instead of telling that it fails: then nobody else
	 * ends the call. One that has ended keeps its end.
	 */
	private void ending(Runnable asking) {
		try {
			inside(asking);
		}
		catch (Throwable ex) {
			this.call.failed(ex);
			throw ex;
		}
	}

	private void inside(Runnable work) {
		Scopes.inside(this.call.observation(), () -> {
			work.run();
			return null;
		});
	}

	private void outside(Runnable work) {
		Scopes.outside(this.call.observation(), this.outer, work);
	}

}
