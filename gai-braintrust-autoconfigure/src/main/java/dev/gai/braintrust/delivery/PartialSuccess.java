package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The {@code partial_success} of an {@code ExportTraceServiceResponse}: field 1 of the
 * response, with {@code rejected_spans} (1) and {@code error_message} (2).
 *
 * @param rejectedSpans spans that were not stored
 * @param message why
 */
record PartialSuccess(long rejectedSpans, String message) {

	private static final PartialSuccess NONE = new PartialSuccess(0, "");

	/**
	 * Reads a response. What is not one has no partial success.
	 * @param body the body of the answer
	 * @return what was not stored
	 */
	static PartialSuccess read(byte[] body) {
		PartialSuccess found = NONE;
		try {
			ByteBuffer buffer = ByteBuffer.wrap(body);
			while (buffer.hasRemaining()) {
				long tag = varint(buffer);
				if (tag == 0x0A) {
					found = readInner(slice(buffer));
				}
				else {
					skip(buffer, tag);
				}
			}
		}
		catch (RuntimeException ex) {
			// Not a message, or cut: what was understood counts.
		}
		return found;
	}

	private static PartialSuccess readInner(ByteBuffer buffer) {
		long rejected = 0;
		String message = "";
		try {
			while (buffer.hasRemaining()) {
				long tag = varint(buffer);
				if (tag == 0x08) {
					rejected = varint(buffer);
				}
				else if (tag == 0x12) {
					message = StandardCharsets.UTF_8.decode(slice(buffer)).toString();
				}
				else {
					skip(buffer, tag);
				}
			}
		}
		catch (RuntimeException ex) {
			// As above.
		}
		return new PartialSuccess(Math.max(0, rejected), message);
	}

	private static ByteBuffer slice(ByteBuffer buffer) {
		// A long answer has been cut: its message is, too, but not what came before.
		int length = Math.min(Math.toIntExact(varint(buffer)), buffer.remaining());
		ByteBuffer slice = buffer.slice(buffer.position(), length);
		buffer.position(buffer.position() + length);
		return slice;
	}

	private static long varint(ByteBuffer buffer) {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			byte next = buffer.get();
			value |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw new IllegalArgumentException("Not a varint");
	}

	private static void skip(ByteBuffer buffer, long tag) {
		switch ((int) (tag & 7)) {
			case 0 -> varint(buffer);
			case 1 -> buffer.position(buffer.position() + 8);
			case 2 -> slice(buffer);
			case 5 -> buffer.position(buffer.position() + 4);
			default -> throw new IllegalArgumentException("Not a message");
		}
	}

}
