package dev.gai.braintrust.completion;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call that hands everything on to another one. Those that stand before a call extend
 * it, so that nothing they do not change is lost on the way.
 *
 * @since 0.1.0
 */
public abstract class ForwardedCall implements TrackedCall {

	private final TrackedCall call;

	/**
	 * Stands before a call.
	 * @param call the call
	 */
	protected ForwardedCall(TrackedCall call) {
		this.call = call;
	}

	@Override
	public Observation observation() {
		return this.call.observation();
	}

	@Override
	public void element(Object element) {
		this.call.element(element);
	}

	@Override
	public void completed() {
		this.call.completed();
	}

	@Override
	public void completed(@Nullable Object value) {
		this.call.completed(value);
	}

	@Override
	public void failed(Throwable error) {
		this.call.failed(error);
	}

	@Override
	public void cancelled() {
		this.call.cancelled();
	}

	@Override
	public void postponed() {
		this.call.postponed();
	}

	@Override
	public void askedFor() {
		this.call.askedFor();
	}

	@Override
	public void unused() {
		this.call.unused();
	}

	@Override
	public void repeated(Throwable failure) {
		this.call.repeated(failure);
	}

}
