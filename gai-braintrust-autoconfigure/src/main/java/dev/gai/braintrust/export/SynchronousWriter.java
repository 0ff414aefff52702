package dev.gai.braintrust.export;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.gai.braintrust.export.live.EndedSpan;
import dev.gai.braintrust.export.live.SampledTrace;
import dev.gai.braintrust.export.row.SpanEncoder;

/**
 * Has spans appended to the log on the thread that ends them, so that none is in memory
 * only: the price of losing nothing when the process is killed. Encoders are lent, since
 * they must not be shared and are too large for every thread to have one.
 */
final class SynchronousWriter {

	private final Queue<EncodedSpans> idle = new ConcurrentLinkedQueue<>();

	private final Supplier<SpanEncoder> encoders;

	private final SpanAppender appender;

	SynchronousWriter(Supplier<SpanEncoder> encoders, SpanAppender appender) {
		this.encoders = encoders;
		this.appender = appender;
	}

	void write(EndedSpan span) {
		span.waitNoLonger(false);
		withEncoder((encoded) -> this.appender.append(span, encoded));
	}

	/**
	 * Decides about a trace that has ended, and writes its spans if it is kept.
	 * @param trace the trace
	 */
	void finish(SampledTrace trace) {
		withEncoder((encoded) -> this.appender.finish(trace, encoded));
	}

	private void withEncoder(Consumer<EncodedSpans> work) {
		EncodedSpans lent = this.idle.poll();
		EncodedSpans encoded = (lent != null) ? lent : new EncodedSpans(this.encoders);
		try {
			work.accept(encoded);
		}
		finally {
			this.appender.flush(encoded);
			this.idle.add(encoded);
		}
	}

}
