package dev.gai.braintrust.export;

import java.util.List;

import dev.gai.braintrust.export.live.EndedSpan;
import dev.gai.braintrust.export.live.SampledTrace;
import dev.gai.braintrust.export.live.UndecidedTraces;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.sampling.TraceDecision;

/**
 * Has the spans of kept traces appended, and lets those of undecided ones wait.
 * Thread-safe; an encoder is used by one thread at a time.
 */
final class SampledAppender {

	private final UndecidedTraces undecided;

	private final SpanAppender appender;

	SampledAppender(UndecidedTraces undecided, SpanAppender appender) {
		this.undecided = undecided;
		this.appender = appender;
	}

	void append(EndedSpan span, SpanEncoder encoder) {
		if (span.trace().decision() == TraceDecision.KEPT) {
			this.appender.append(span, encoder);
		}
		else {
			append(this.undecided.ended(span), encoder);
		}
	}

	/**
	 * Decides about a trace that has ended, and appends its spans if it is kept.
	 * @param trace the trace
	 * @param encoder encodes them
	 */
	void finish(SampledTrace trace, SpanEncoder encoder) {
		append(this.undecided.finish(trace), encoder);
	}

	/**
	 * Appends the spans of traces that were waiting for no more than the time.
	 * @param encoder encodes them
	 */
	void appendDue(SpanEncoder encoder) {
		append(this.undecided.due(), encoder);
	}

	/**
	 * Decides about all traces and appends those that are kept.
	 * @param encoder encodes them
	 */
	void appendAll(SpanEncoder encoder) {
		append(this.undecided.close(), encoder);
	}

	private void append(List<EndedSpan> spans, SpanEncoder encoder) {
		for (EndedSpan span : spans) {
			this.appender.append(span, encoder);
		}
	}

}
