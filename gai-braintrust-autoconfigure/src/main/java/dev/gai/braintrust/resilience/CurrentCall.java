package dev.gai.braintrust.resilience;

import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.RepeatableCall;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.AttemptRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of the call that is current on this thread. Never fails.
 *
 * @since 0.1.0
 */
public final class CurrentCall {

	private final Supplier<@Nullable GenAiTracer> tracer;

	/**
	 * Creates access to the current call.
	 * @param tracer supplies the tracer; asked when an attempt fails
	 */
	public CurrentCall(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	/**
	 * Tells of attempts, if a call is being traced.
	 * @param telling what to tell
	 */
	void tell(Consumer<AttemptRecorder> telling) {
		Guard.run("An attempt of a call is not shown", () -> {
			GenAiTracer available = this.tracer.get();
			AttemptRecorder attempts = (available != null)
					? available.starter().attempts(RepeatableCall.observation(available.starter().currentObservation()))
					: null;
			if (attempts != null) {
				telling.accept(attempts);
			}
		});
	}

}
