package dev.gai.braintrust.export;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Has spans appended to the log on the thread that ends them, so that none is in memory
 * only: the price of losing nothing when the process is killed. Encoders are lent, since
 * they must not be shared and are too large for every thread to have one.
 */
final class SynchronousWriter {

	private final Queue<SpanEncoder> idle = new ConcurrentLinkedQueue<>();

	private final Supplier<SpanEncoder> encoders;

	private final SpanAppender appender;

	SynchronousWriter(Supplier<SpanEncoder> encoders, SpanAppender appender) {
		this.encoders = encoders;
		this.appender = appender;
	}

	void write(EndedSpan span) {
		SpanEncoder lent = this.idle.poll();
		SpanEncoder encoder = (lent != null) ? lent : this.encoders.get();
		try {
			this.appender.append(span, encoder);
		}
		finally {
			this.idle.add(encoder);
		}
	}

}
