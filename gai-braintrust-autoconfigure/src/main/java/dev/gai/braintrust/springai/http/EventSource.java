package dev.gai.braintrust.springai.http;

import java.io.EOFException;
import java.io.IOException;

import dev.gai.braintrust.guard.Guard;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes of a streamed answer while they are read.
 */
final class EventSource extends ForwardingSource {

	private final AnswerEvents events;

	private final Buffer seen = new Buffer();

	private boolean broken;

	EventSource(Source delegate, AnswerEvents events) {
		super(delegate);
		this.events = events;
	}

	@Override
	public long read(Buffer sink, long byteCount) throws IOException {
		long before = sink.size();
		long read = next(sink, byteCount);
		if (read > 0 && !this.broken) {
			this.broken = !Guard.run("A streamed answer is not recorded", () -> look(sink, before, read));
		}
		if (read < 0) {
			this.events.ended();
		}
		return read;
	}

	private long next(Buffer sink, long byteCount) throws IOException {
		try {
			return super.read(sink, byteCount);
		}
		catch (IOException ex) {
			this.events.left();
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		this.events.left();
		super.close();
	}

	private void look(Buffer sink, long before, long read) {
		sink.copyTo(this.seen, before, read);
		for (String line = nextLine(); line != null; line = nextLine()) {
			this.events.line(line);
		}
		if (this.seen.size() > AnswerEvents.MAX_LINE_LENGTH) {
			this.seen.clear();
			throw new IllegalStateException("No event is that long");
		}
	}

	private @Nullable String nextLine() {
		long end = this.seen.indexOf((byte) '\n');
		try {
			return (end >= 0) ? this.seen.readUtf8LineStrict() : null;
		}
		catch (EOFException ex) {
			return null;
		}
	}

}
