package dev.gai.braintrust.delivery;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Memory for frames, which is used again for others of about the same size. A frame lives
 * until it is delivered, which is too long to be garbage that costs nothing. No more is
 * kept than a log has in memory at a time, and none that the application needs itself.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class FrameMemory {

	private static final long MAX_BYTES = 16 * 1024 * 1024;

	/** Frames of some sizes share one, so that an eighth is wasted at most. */
	private static final int STEPS = 8;

	private static final int SMALLEST = 512;

	private final long maxBytes;

	private SoftReference<@Nullable Spare> spare = new SoftReference<>(null);

	/**
	 * Creates memory that holds nothing yet.
	 */
	public FrameMemory() {
		this(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 32));
	}

	FrameMemory(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Lends a frame.
	 * @param length its length
	 * @return the frame, whose bytes are yet to be written
	 */
	public Frame take(int length) {
		int size = size(length);
		byte[] bytes = spare(size);
		return new Frame((bytes != null) ? bytes : new byte[size], length, this);
	}

	private synchronized byte @Nullable [] spare(int size) {
		Spare spare = this.spare.get();
		return (spare != null) ? spare.take(size) : null;
	}

	synchronized void giveBack(byte[] bytes) {
		Spare spare = this.spare.get();
		if (spare == null) {
			spare = new Spare();
			this.spare = new SoftReference<>(spare);
		}
		spare.add(bytes, this.maxBytes);
	}

	private static int size(int length) {
		int step = Integer.highestOneBit(Math.max(SMALLEST, length)) / STEPS;
		return Math.toIntExact(((long) Math.max(SMALLEST, length) + step - 1) / step * step);
	}

	private static final class Spare {

		/** Those last that were asked for last. */
		private final Map<Integer, Deque<byte[]>> bySize = new LinkedHashMap<>(16, 0.75f, true);

		private long bytes;

		private byte @Nullable [] take(int size) {
			Deque<byte[]> fitting = this.bySize.get(size);
			byte[] bytes = (fitting != null) ? fitting.pollFirst() : null;
			this.bytes -= (bytes != null) ? bytes.length : 0;
			return bytes;
		}

		private void add(byte[] bytes, long maxBytes) {
			Deque<byte[]> same = this.bySize.computeIfAbsent(bytes.length, (size) -> new ArrayDeque<>());
			same.addFirst(bytes);
			this.bytes += bytes.length;
			while (this.bytes > maxBytes) {
				giveUp(this.bySize.entrySet().iterator());
			}
		}

		/**
		 * Gives one up of the size that was not asked for longest.
		 */
		private void giveUp(Iterator<Map.Entry<Integer, Deque<byte[]>>> oldest) {
			Map.Entry<Integer, Deque<byte[]>> sized = oldest.next();
			if (sized.getValue().pollLast() != null) {
				this.bytes -= sized.getKey();
			}
			else {
				oldest.remove();
			}
		}

	}

}
