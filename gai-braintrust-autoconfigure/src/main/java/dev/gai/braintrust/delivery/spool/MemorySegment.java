package dev.gai.braintrust.delivery.spool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import org.jspecify.annotations.Nullable;

/**
 * A segment in memory, for the time that the disk cannot be written.
 */
final class MemorySegment extends Segment {

	private final List<@Nullable Held> held = Collections.synchronizedList(new ArrayList<>());

	MemorySegment() {
		super(true);
	}

	@Override
	long append(List<Frame> frames, long time) {
		long size = 0;
		for (Frame frame : frames) {
			this.held.add(new Held(frame, time));
			size += frame.length();
		}
		return size;
	}

	@Override
	@Nullable Entry read(Extent extent, long room, FrameMemory memory) {
		Held next = this.held.get(extent.index());
		if (next == null) {
			return extent.damaged();
		}
		if (next.frame.length() > room) {
			return null;
		}
		return new Entry(next.frame, extent.offset() + next.frame.length(), extent.index() + 1, next.time);
	}

	@Override
	long timeAt(Extent extent) {
		Held next = this.held.get(extent.index());
		return (next != null) ? next.time : 0;
	}

	@Override
	boolean isDurable() {
		return false;
	}

	@Override
	void finish() {
		// Nothing is open.
	}

	@Override
	void headMoved() {
		for (int i = headIndex() - 1; i >= 0 && this.held.get(i) != null; i--) {
			this.held.set(i, null);
		}
	}

	@Override
	void discard() {
		this.held.clear();
	}

	@Override
	void close() {
		// Nothing is open.
	}

	List<Frame> unsettledFrames() {
		List<Frame> frames = new ArrayList<>();
		for (Held held : this.held) {
			if (held != null) {
				frames.add(held.frame);
			}
		}
		return frames;
	}

	private record Held(Frame frame, long time) {

	}

}
