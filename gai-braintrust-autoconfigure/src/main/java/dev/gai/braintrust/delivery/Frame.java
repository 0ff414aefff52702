package dev.gai.braintrust.delivery;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * An encoded span: an {@code ExportTraceServiceRequest} with one span. Its memory may be
 * used again once nobody needs it, so who has {@linkplain #release() released} a frame
 * can no longer read it. One thread at a time.
 *
 * @since 0.1.0
 */
public final class Frame {

	private final int length;

	private final @Nullable FrameMemory memory;

	private byte @Nullable [] bytes;

	Frame(byte[] bytes, int length, @Nullable FrameMemory memory) {
		this.bytes = bytes;
		this.length = length;
		this.memory = memory;
	}

	/**
	 * Creates a frame whose memory is not lent: it can be read even when released.
	 * @param bytes all of the frame, which must not be changed
	 * @return the frame
	 */
	public static Frame of(byte[] bytes) {
		return new Frame(bytes, bytes.length, null);
	}

	/**
	 * {@return the memory of the frame, which may go on behind its {@link #length()}}
	 * @throws IllegalStateException if the frame was released
	 */
	public byte[] array() {
		byte[] bytes = this.bytes;
		if (bytes == null) {
			throw new IllegalStateException("The frame was released");
		}
		return bytes;
	}

	/**
	 * {@return how many bytes the frame has}
	 */
	public int length() {
		return this.length;
	}

	/**
	 * {@return the frame in memory of its own}
	 */
	public byte[] copy() {
		return Arrays.copyOf(array(), this.length);
	}

	/**
	 * Gives the memory back, if it is lent. Does nothing the second time.
	 */
	public void release() {
		byte[] bytes = this.bytes;
		if (this.memory != null && bytes != null) {
			this.bytes = null;
			this.memory.giveBack(bytes);
		}
	}

}
