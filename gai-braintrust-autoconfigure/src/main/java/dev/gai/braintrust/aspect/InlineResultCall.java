package dev.gai.braintrust.aspect;

import dev.gai.braintrust.completion.TrackedCall;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call whose result is a bare number to Java, and something else to its caller.
 *
 * @param call the call
 * @param types what the result is declared as
 */
record InlineResultCall(TrackedCall call, InlineTypes types) implements TrackedCall {

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
		this.call.completed(this.types.result(value));
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
