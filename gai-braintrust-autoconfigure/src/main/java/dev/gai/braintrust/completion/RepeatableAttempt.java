package dev.gai.braintrust.completion;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call that others may repeat: that it failed ends the call only if the
 * call cannot be kept open.
 */
final class RepeatableAttempt implements TrackedCall {

	private final RepeatableCall repeatable;

	private final TrackedCall call;

	private volatile boolean failed;

	RepeatableAttempt(RepeatableCall repeatable, TrackedCall call) {
		this.repeatable = repeatable;
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
		if (this.failed) {
			return;
		}
		this.failed = true;
		if (!this.repeatable.keepOpen(this.call, error)) {
			this.call.failed(error);
		}
	}

	/**
	 * Reactor cancels what has failed when it gives up to repeat it.
	 */
	@Override
	public void cancelled() {
		if (!this.failed) {
			this.call.cancelled();
		}
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
