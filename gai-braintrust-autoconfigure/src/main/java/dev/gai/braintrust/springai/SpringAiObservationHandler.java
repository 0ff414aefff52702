package dev.gai.braintrust.springai;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanSpec;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of Spring AI's observations, as Micrometer's default handler does, and
 * records beside them what Braintrust shall see. To every other exporter they look as if
 * this handler were not there.
 *
 * @since 0.1.0
 */
public final class SpringAiObservationHandler extends DefaultTracingObservationHandler {

	private final Supplier<GenAiTracer> recording;

	private final ContextReaders readers;

	/**
	 * Creates a handler.
	 * @param tracer the tracer of the application
	 * @param recording records calls; asked for when the first one comes
	 * @param classLoader knows which parts of Spring AI are there
	 * @param exchanges knows what was seen of HTTP exchanges
	 * @param advisors knows which advisors are guardrails and memories
	 */
	public SpringAiObservationHandler(Tracer tracer, Supplier<GenAiTracer> recording, @Nullable ClassLoader classLoader,
			HttpExchanges exchanges, AdvisorNames advisors) {
		super(tracer);
		this.recording = recording;
		this.readers = new ContextReaders(classLoader, exchanges, advisors, recording);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.readers.isSpringAi(context);
	}

	@Override
	public void onStart(Observation.Context context) {
		Guard.run("A call of Spring AI is not traced", () -> started(context));
	}

	private void started(Observation.Context context) {
		Span above = OwnAdvisor.isObserved(context) ? getParentSpan(context) : null;
		if (above != null) {
			OwnAdvisor.hide(context);
			getTracingContext(context).setSpan(above);
			return;
		}
		ContextReader<Observation.Context> reader = this.readers.find(context);
		if (reader != null) {
			Guard.run("The beginning of a call is not seen", () -> reader.began(context));
		}
		Guard.run("A call of Spring AI is not recorded", () -> record(context));
		ForeignSpan span = context.get(ForeignSpan.class);
		if (span == null) {
			SpanHandoff.leaveOut(() -> super.onStart(context));
			return;
		}
		span.startWith(() -> {
			super.onStart(context);
			return getRequiredSpan(context);
		});
	}

	private void record(Observation.Context context) {
		ContextReader<Observation.Context> reader = this.readers.find(context);
		SpanSpec spec = (reader != null) ? reader.spec(context) : null;
		if (reader != null && spec != null) {
			ForeignSpan span = this.recording.get()
				.starter()
				.observe(context, spec, reader.shownBelow(context), (request) -> reader.readRequest(context, request));
			context.put(ForeignSpan.class, span);
			reader.started(context, span);
		}
	}

	@Override
	public void onError(Observation.Context context) {
		if (!OwnAdvisor.isHidden(context)) {
			Guard.run("An error is not on its span", () -> super.onError(context));
			Guard.run("An error is not known above", () -> failing(context));
		}
	}

	private void failing(Observation.Context context) {
		ContextReader<Observation.Context> reader = this.readers.find(context);
		ForeignSpan span = context.get(ForeignSpan.class);
		if (reader != null && span != null) {
			reader.failing(context, span);
		}
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		if (!OwnAdvisor.isHidden(context)) {
			Guard.run("An event is not on its span", () -> super.onEvent(event, context));
		}
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		Guard.run("A scope could not be opened", () -> super.onScopeOpened(context));
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		Guard.run("A scope could not be closed", () -> super.onScopeClosed(context));
	}

	@Override
	public void onStop(Observation.Context context) {
		Guard.run("The span of a call of Spring AI could not be ended", () -> stopped(context));
	}

	private void stopped(Observation.Context context) {
		if (OwnAdvisor.isHidden(context)) {
			return;
		}
		ContextReader<Observation.Context> reader = this.readers.find(context);
		if (reader != null) {
			Guard.run("A call is not recorded", () -> reader.ended(context));
		}
		ForeignSpan span = context.get(ForeignSpan.class);
		if (span == null) {
			SpanHandoff.leaveOut(() -> super.onStop(context));
			return;
		}
		if (reader != null) {
			Guard.run("The result of a call of Spring AI is not recorded", () -> reader.readResult(context, span));
		}
		ModelRound round = context.get(ModelRound.class);
		if (round != null) {
			context.put(EndOfSpan.class, new EndOfSpan(span.placement().times().inTrace(Instant.now())));
			round.stopped(() -> end(context, span, round));
		}
		else {
			end(context, span);
		}
	}

	private void end(Observation.Context context, ForeignSpan span, ModelRound round) {
		if (round.isStep()) {
			span.completed(null, context.getError());
		}
		else {
			span.discard();
		}
		end(context, span);
	}

	private void end(Observation.Context context, ForeignSpan span) {
		// However its result was read, the record must not stay open.
		span.completed(null, context.getError());
		span.endWith(getTracer(), getRequiredSpan(context), () -> super.onStop(context));
	}

	@Override
	public void endSpan(Observation.Context context, Span span) {
		EndOfSpan end = context.get(EndOfSpan.class);
		if (end != null) {
			span.end(end.nanos(), TimeUnit.NANOSECONDS);
		}
		else {
			super.endSpan(context, span);
		}
	}

	/**
	 * When an observation stopped whose span is ended later.
	 *
	 * @param at the time
	 */
	private record EndOfSpan(Instant at) {

		long nanos() {
			return TimeUnit.SECONDS.toNanos(this.at.getEpochSecond()) + this.at.getNano();
		}

	}

}
