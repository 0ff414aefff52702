package dev.gai.braintrust.aspect;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import dev.gai.braintrust.completion.ForwardedCall;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import org.jspecify.annotations.Nullable;

/**
 * A call that has templates over its result, which are evaluated when the result is
 * there.
 */
final class TemplatedCall extends ForwardedCall {

	private final ActiveSpan active;

	private final BiConsumer<GenAiSpan, @Nullable Object> afterCall;

	private final AtomicBoolean ended = new AtomicBoolean();

	TemplatedCall(ActiveSpan active, BiConsumer<GenAiSpan, @Nullable Object> afterCall) {
		super(active);
		this.active = active;
		this.afterCall = afterCall;
	}

	@Override
	public void completed() {
		if (this.ended.compareAndSet(false, true)) {
			evaluate(this.active.streamed());
			super.completed();
		}
	}

	@Override
	public void completed(@Nullable Object value) {
		if (this.ended.compareAndSet(false, true)) {
			evaluate(value);
			super.completed(value);
		}
	}

	private void evaluate(@Nullable Object result) {
		Guard.run("Templates over a result could not be evaluated",
				() -> this.afterCall.accept(this.active.span(), result));
	}

	@Override
	public void failed(Throwable error) {
		this.ended.set(true);
		super.failed(error);
	}

	@Override
	public void cancelled() {
		this.ended.set(true);
		super.cancelled();
	}

	@Override
	public void unused() {
		this.ended.set(true);
		super.unused();
	}

}
