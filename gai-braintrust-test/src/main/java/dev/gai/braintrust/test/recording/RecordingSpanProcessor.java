package dev.gai.braintrust.test.recording;

import dev.gai.braintrust.trace.record.SpanHandoff;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Says of each span which test it belongs to, and when it is over. It has to be told
 * after the processor that makes rows: when it says that nothing is open, all is on its
 * way.
 */
final class RecordingSpanProcessor implements SpanProcessor {

	private final TraceRecorder recorder;

	/**
	 * Creates a processor.
	 * @param recorder keeps the rows
	 */
	RecordingSpanProcessor(TraceRecorder recorder) {
		this.recorder = recorder;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		this.recorder.used();
		TestRecording test = test(parentContext, span);
		if (test != null) {
			this.recorder.started(test, span.getSpanContext().getSpanId(),
					new OpenSpan(span, SpanHandoff.record(), Thread.currentThread().getName()));
		}
	}

	/**
	 * The span above says it best, then what came here with the context. Work that came
	 * without any belongs to the test that runs, if there is one alone.
	 */
	private @Nullable TestRecording test(Context parentContext, ReadableSpan span) {
		TestRecording test = this.recorder.testOf(span.getParentSpanContext().getSpanId());
		test = (test != null) ? test : TestScope.of(parentContext);
		test = (test != null) ? test : TestScope.current();
		return (test != null) ? test : this.recorder.onlyOne();
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.recorder.ended(span.getSpanContext().getSpanId());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
