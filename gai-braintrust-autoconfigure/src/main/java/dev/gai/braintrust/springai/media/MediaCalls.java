package dev.gai.braintrust.springai.media;

import java.util.function.Supplier;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanPreparation;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of models inside a span each.
 */
final class MediaCalls {

	private final Supplier<@Nullable GenAiTracer> tracer;

	MediaCalls(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	@Nullable GenAiTracer tracer() {
		return Guard.get("Calls of a model are not traced", null, this.tracer::get);
	}

	static ActiveSpan start(GenAiTracer tracer, MediaOperation operation, SpanPreparation request,
			@Nullable Observation around) {
		return tracer.starter()
			.start(new SpanSpec(SpanType.LLM, "", operation.value(), "spring-ai", Capture.INHERIT), request,
					(around != null) ? around : tracer.starter().currentObservation());
	}

	/**
	 * Makes a call.
	 * @param operation what is asked for
	 * @param request writes the request
	 * @param call makes the call
	 * @param answer writes the answer
	 * @param <T> type of the answer
	 * @return the answer
	 * @throws Throwable what the call throws
	 */
	<T extends @Nullable Object> T run(MediaOperation operation, SpanPreparation request, Work<T, Throwable> call,
			Answer<T> answer) throws Throwable {
		GenAiTracer available = tracer();
		if (available == null) {
			return call.run();
		}
		ActiveSpan span = start(available, operation, request, null);
		T result;
		try {
			result = Scopes.inside(span.observation(), call);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		Guard.run("The answer of a model is not recorded", () -> answer.write(result, span));
		span.completed(null);
		return result;
	}

	/**
	 * Writes an answer.
	 *
	 * @param <T> type of the answer
	 */
	@FunctionalInterface
	interface Answer<T extends @Nullable Object> {

		/**
		 * Writes it.
		 * @param answer the answer
		 * @param span takes it
		 */
		void write(T answer, ActiveSpan span);

	}

}
