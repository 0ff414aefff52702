package dev.gai.braintrust.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code braintrust.parent} of encoded spans. A span's own parent wins over the
 * {@code x-bt-parent} header of its request, which has room for one only. Every frame
 * that is sent is looked at, so nothing is copied but the parent.
 */
final class FrameParents {

	private static final byte[] KEY = "braintrust.parent".getBytes(StandardCharsets.UTF_8);

	private static final int DELIMITED = 2;

	private static final int ATTRIBUTES = 9;

	private final @Nullable String likely;

	private final byte[] likelyBytes;

	private byte[] frame = {};

	private int place;

	private FrameParents(@Nullable String likely) {
		this.likely = likely;
		this.likelyBytes = (likely != null) ? likely.getBytes(StandardCharsets.UTF_8) : this.frame;
	}

	/**
	 * The parent that a request shall name.
	 * @param frames the spans of the request
	 * @param configured the parent that holds for spans without one of their own
	 * @return the parent of all of them, {@code null} if each names one but not the same
	 */
	static @Nullable String common(List<Frame> frames, String configured) {
		String common = null;
		boolean mixed = false;
		FrameParents parents = new FrameParents(configured);
		for (Frame frame : frames) {
			String parent = parents.in(frame);
			if (parent == null) {
				return configured;
			}
			mixed |= common != null && !common.equals(parent);
			common = parent;
		}
		return mixed ? null : Objects.requireNonNullElse(common, configured);
	}

	/**
	 * The parent of a span.
	 * @param frame an {@code ExportTraceServiceRequest} of one span
	 * @return its parent, {@code null} if it has none
	 */
	static @Nullable String of(Frame frame) {
		return new FrameParents(null).in(frame);
	}

	private @Nullable String in(Frame next) {
		this.frame = next.array();
		this.place = 0;
		try {
			return inside(next.length(), 1);
		}
		catch (RuntimeException ex) {
			// No span that we have encoded: the service will say what it thinks of it.
			return null;
		}
	}

	/**
	 * Goes down from the request through the spans of a resource (1) and those of a scope
	 * (2) to the span (2) and its attributes.
	 */
	private @Nullable String inside(int end, int depth) {
		int number = (depth == 1) ? 1 : (depth == 4) ? ATTRIBUTES : 2;
		while (this.place < end) {
			int tag = Math.toIntExact(varint());
			if (tag != (number << 3 | DELIMITED)) {
				skip(tag, end);
				continue;
			}
			int innerEnd = endOfField(end);
			String parent = (depth == 4) ? attribute(innerEnd) : inside(innerEnd, depth + 1);
			if (parent != null) {
				return parent;
			}
			this.place = innerEnd;
		}
		return null;
	}

	/**
	 * The value of an attribute, if it is the parent and a text.
	 */
	private @Nullable String attribute(int end) {
		if (varint() != (1 << 3 | DELIMITED)) {
			return null;
		}
		int keyEnd = endOfField(end);
		if (!Arrays.equals(this.frame, this.place, keyEnd, KEY, 0, KEY.length)) {
			return null;
		}
		this.place = keyEnd;
		if (keyEnd == end || varint() != (2 << 3 | DELIMITED)) {
			return null;
		}
		int valueEnd = endOfField(end);
		if (this.place == valueEnd || varint() != (1 << 3 | DELIMITED)) {
			return null;
		}
		int textEnd = endOfField(valueEnd);
		if (this.likely != null
				&& Arrays.equals(this.frame, this.place, textEnd, this.likelyBytes, 0, this.likelyBytes.length)) {
			return this.likely;
		}
		return new String(this.frame, this.place, textEnd - this.place, StandardCharsets.UTF_8);
	}

	private void skip(int tag, int end) {
		switch (tag & 7) {
			case 0 -> varint();
			case 1 -> this.place += Long.BYTES;
			case DELIMITED -> this.place = endOfField(end);
			case 5 -> this.place += Integer.BYTES;
			default -> throw new IllegalArgumentException("Not a message");
		}
	}

	private int endOfField(int end) {
		long length = varint();
		if (length < 0 || length > end - this.place) {
			throw new IllegalArgumentException("Longer than what it is in");
		}
		return this.place + (int) length;
	}

	private long varint() {
		long value = 0;
		for (int shift = 0; shift < Long.SIZE; shift += 7) {
			byte next = this.frame[this.place++];
			value |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw new IllegalArgumentException("Not a varint");
	}

}
