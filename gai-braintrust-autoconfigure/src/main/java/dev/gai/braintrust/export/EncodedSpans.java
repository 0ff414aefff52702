package dev.gai.braintrust.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.export.row.SpanEncoder;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to write spans: its encoder, and the frames that it has made and
 * that go to the log together. To write to a file costs about as much for many as for
 * one. Where code of the application takes part, each goes alone: it must not keep those
 * before it from the log.
 */
final class EncodedSpans {

	/** So few that a span waits for those behind it for less than a millisecond. */
	private static final int MAX_FRAMES = 32;

	/** What the log writes at once. */
	private static final int MAX_BYTES = 60 * 1024;

	private final Supplier<SpanEncoder> encoders;

	/** Made when the first span comes, which need not be soon. */
	private @Nullable SpanEncoder encoder;

	private final List<Frame> frames = new ArrayList<>(MAX_FRAMES);

	/** The spans of these frames, as far as they are remembered. */
	private final List<LocalSpan> spans = new ArrayList<>(MAX_FRAMES);

	private int bytes;

	EncodedSpans(Supplier<SpanEncoder> encoders) {
		this.encoders = encoders;
	}

	SpanEncoder encoder() {
		SpanEncoder made = this.encoder;
		if (made == null) {
			made = this.encoders.get();
			this.encoder = made;
		}
		return made;
	}

	void add(Frame frame, @Nullable LocalSpan span) {
		this.frames.add(frame);
		if (span != null) {
			this.spans.add(span);
		}
		this.bytes += frame.length();
	}

	/**
	 * The frames that are not in the log, the oldest first.
	 * @return the frames, until the next is added
	 */
	List<Frame> frames() {
		return this.frames;
	}

	/**
	 * The log has the frames, or has given them up: not before, what is to follow a span
	 * may follow it.
	 */
	void logged() {
		this.spans.forEach(LocalSpan::written);
		this.spans.clear();
		this.frames.clear();
		this.bytes = 0;
	}

	boolean isEmpty() {
		return this.frames.isEmpty();
	}

	boolean isFull() {
		int most = encoder().asksTheApplication() ? 1 : MAX_FRAMES;
		return this.frames.size() >= most || this.bytes >= MAX_BYTES;
	}

}
