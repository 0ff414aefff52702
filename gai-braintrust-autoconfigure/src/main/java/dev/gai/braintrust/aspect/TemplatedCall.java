package dev.gai.braintrust.aspect;

import java.util.function.BiConsumer;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call that has templates over its result, which are evaluated when the result is
 * there.
 */
final class TemplatedCall implements TrackedCall {

	private final ActiveSpan active;

	private final BiConsumer<GenAiSpan, @Nullable Object> afterCall;

	TemplatedCall(ActiveSpan active, BiConsumer<GenAiSpan, @Nullable Object> afterCall) {
		this.active = active;
		this.afterCall = afterCall;
	}

	@Override
	public Observation observation() {
		return this.active.observation();
	}

	@Override
	public void element(Object element) {
		this.active.element(element);
	}

	@Override
	public void completed() {
		this.afterCall.accept(this.active.span(), this.active.streamed());
		this.active.completed();
	}

	@Override
	public void completed(@Nullable Object value) {
		this.afterCall.accept(this.active.span(), value);
		this.active.completed(value);
	}

	@Override
	public void failed(Throwable error) {
		this.active.failed(error);
	}

	@Override
	public void cancelled() {
		this.active.cancelled();
	}

}
