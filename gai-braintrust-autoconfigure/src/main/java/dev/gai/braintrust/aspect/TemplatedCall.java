package dev.gai.braintrust.aspect;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.guard.Guard;
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

	private final AtomicBoolean ended = new AtomicBoolean();

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
		if (this.ended.compareAndSet(false, true)) {
			evaluate(this.active.streamed());
			this.active.completed();
		}
	}

	@Override
	public void completed(@Nullable Object value) {
		if (this.ended.compareAndSet(false, true)) {
			evaluate(value);
			this.active.completed(value);
		}
	}

	private void evaluate(@Nullable Object result) {
		Guard.run("Templates over a result could not be evaluated",
				() -> this.afterCall.accept(this.active.span(), result));
	}

	@Override
	public void failed(Throwable error) {
		this.ended.set(true);
		this.active.failed(error);
	}

	@Override
	public void cancelled() {
		this.ended.set(true);
		this.active.cancelled();
	}

	@Override
	public void postponed() {
		this.active.postponed();
	}

	@Override
	public void askedFor() {
		this.active.askedFor();
	}

	@Override
	public void unused() {
		this.ended.set(true);
		this.active.unused();
	}

	@Override
	public void repeated(Throwable failure) {
		this.active.repeated(failure);
	}

}
