package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a protobuf message one after the other. What is not a message ends
 * in a {@link RuntimeException}.
 */
final class ProtobufReader {

	private static final int LENGTH_DELIMITED = 2;

	private final ByteBuffer buffer;

	private final boolean cut;

	private int tag;

	/**
	 * Creates a reader.
	 * @param buffer the message
	 * @param cut whether that is only the beginning of it: its last field is then what is
	 * left of it
	 */
	ProtobufReader(ByteBuffer buffer, boolean cut) {
		this.buffer = buffer;
		this.cut = cut;
	}

	/**
	 * Goes to the next field, whose value must be read or skipped.
	 * @return whether there is one
	 */
	boolean next() {
		if (!this.buffer.hasRemaining()) {
			return false;
		}
		this.tag = Math.toIntExact(varint());
		if (number() == 0) {
			throw new IllegalArgumentException("Not a field");
		}
		return true;
	}

	/**
	 * Whether the field is a text, a message or an array of bytes.
	 * @param number the wanted number
	 * @return whether it has this number, too
	 */
	boolean isBytes(int number) {
		return this.tag == (number << 3 | LENGTH_DELIMITED);
	}

	int number() {
		return this.tag >>> 3;
	}

	boolean isVarint(int number) {
		return this.tag == number << 3;
	}

	long varint() {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			byte next = this.buffer.get();
			value |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw new IllegalArgumentException("Not a varint");
	}

	ProtobufReader message() {
		return new ProtobufReader(bytes(), this.cut);
	}

	String text() {
		return StandardCharsets.UTF_8.decode(bytes()).toString();
	}

	void skip() {
		switch (this.tag & 7) {
			case 0 -> varint();
			case 1 -> this.buffer.position(this.buffer.position() + 8);
			case LENGTH_DELIMITED -> bytes();
			case 5 -> this.buffer.position(this.buffer.position() + 4);
			default -> throw new IllegalArgumentException("Not a message");
		}
	}

	private ByteBuffer bytes() {
		int length = Math.toIntExact(varint());
		if (this.cut) {
			length = Math.min(length, this.buffer.remaining());
		}
		ByteBuffer slice = this.buffer.slice(this.buffer.position(), length);
		this.buffer.position(this.buffer.position() + length);
		return slice;
	}

}
