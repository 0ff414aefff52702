package dev.gai.braintrust.export.row.otlp;

import java.util.Arrays;
import java.util.HexFormat;

import dev.gai.braintrust.content.bytes.JsonText;
import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.bytes.Utf8;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;

/**
 * Fields of protobuf messages, in memory that is used again. Not thread-safe.
 */
final class ProtoBuffer {

	private static final int FIRST_LENGTH = 4096;

	private static final int LARGEST_KEPT = 524_288;

	/** Stands for a length that is not known before the text is written. */
	static final int UNKNOWN = -1;

	/** Of a text that is so short, the length takes one byte. */
	private static final int SHORT = 64;

	private static final int VARINT = 0;

	private static final int FIXED64 = 1;

	private static final int DELIMITED = 2;

	private static final int FIXED32 = 5;

	private final TextBytes texts;

	private byte[] bytes = new byte[FIRST_LENGTH];

	private int length;

	ProtoBuffer(TextBytes texts) {
		this.texts = texts;
	}

	/**
	 * Begins anew.
	 * @param headroom so many bytes are left free for what will stand before the rest
	 */
	void clear(int headroom) {
		if (this.bytes.length > LARGEST_KEPT) {
			this.bytes = new byte[FIRST_LENGTH];
		}
		this.length = 0;
		room(headroom);
		this.length = headroom;
	}

	int length() {
		return this.length;
	}

	byte[] copy() {
		return Arrays.copyOf(this.bytes, this.length);
	}

	/**
	 * All of this behind a head, which fits into the room that was left for it.
	 * @param memory where the frame takes its memory from
	 * @return the frame
	 */
	Frame behind(ProtoBuffer head, int headroom, FrameMemory memory) {
		int start = headroom - head.length;
		System.arraycopy(head.bytes, 0, this.bytes, start, head.length);
		Frame frame = memory.take(this.length - start);
		System.arraycopy(this.bytes, start, frame.array(), 0, frame.length());
		return frame;
	}

	void append(byte[] more, int count) {
		room(count);
		System.arraycopy(more, 0, this.bytes, this.length, count);
		this.length += count;
	}

	void varint(int field, long value) {
		tag(field, VARINT);
		varint(value);
	}

	void fixed64(int field, long value) {
		tag(field, FIXED64);
		room(Long.BYTES);
		for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
			this.bytes[this.length++] = (byte) (value >>> shift);
		}
	}

	void fixed32(int field, int value) {
		tag(field, FIXED32);
		room(Integer.BYTES);
		for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
			this.bytes[this.length++] = (byte) (value >>> shift);
		}
	}

	void bytes(int field, byte[] value) {
		delimited(field, value.length);
		append(value, value.length);
	}

	void json(int field, JsonText json) {
		int size = json.length();
		delimited(field, size);
		room(size);
		json.copyTo(this.bytes, this.length);
		this.length += size;
	}

	/**
	 * Writes bytes that are given as hexadecimal digits.
	 */
	void hex(int field, String digits) {
		int count = digits.length() / 2;
		delimited(field, count);
		room(count);
		for (int i = 0; i < 2 * count; i += 2) {
			this.bytes[this.length++] = (byte) (HexFormat.fromHexDigit(digits.charAt(i)) << 4
					| HexFormat.fromHexDigit(digits.charAt(i + 1)));
		}
	}

	/**
	 * Writes a text, unless it is empty.
	 */
	void textUnlessEmpty(int field, String text) {
		if (!text.isEmpty()) {
			text(field, text);
		}
	}

	void text(int field, String text) {
		if (text.length() < SHORT && plain(field, text)) {
			return;
		}
		TextBytes taken = this.texts.of(text);
		if (!taken.isNarrow()) {
			int start = begin(field);
			wide(text);
			end(start);
			return;
		}
		narrow(field, taken.bytes(), text.length(), taken.utf8Length());
	}

	private void narrow(int field, byte[] narrow, int count, int size) {
		delimited(field, size);
		if (size == count) {
			append(narrow, size);
			return;
		}
		room(size);
		for (int i = 0; i < count; i++) {
			this.length = Utf8.write(narrow[i] & 0xFF, this.bytes, this.length);
		}
	}

	/**
	 * Writes a text of which {@link #textLength} has just said how long it is.
	 */
	void longText(int field, Object value, int size) {
		if (value instanceof JsonText json) {
			json(field, json);
		}
		else if (value instanceof String text) {
			narrow(field, this.texts.of(text).bytes(), text.length(), size);
		}
	}

	/**
	 * How long a text is in UTF-8, if it is long.
	 * @param value any value
	 * @return the number of bytes, {@link #UNKNOWN} if it is not known, or no matter
	 */
	int textLength(Object value) {
		if (value instanceof JsonText json) {
			return json.length();
		}
		if (value instanceof String text && text.length() >= SHORT) {
			TextBytes taken = this.texts.of(text);
			return taken.isNarrow() ? taken.utf8Length() : UNKNOWN;
		}
		return UNKNOWN;
	}

	/**
	 * Writes a short text, if each of its characters is one byte.
	 */
	private boolean plain(int field, String text) {
		int start = this.length;
		int count = text.length();
		delimited(field, count);
		room(count);
		byte[] to = this.bytes;
		int at = this.length;
		for (int i = 0; i < count; i++) {
			char character = text.charAt(i);
			if (character >= 0x80) {
				this.length = start;
				return false;
			}
			to[at++] = (byte) character;
		}
		this.length = at;
		return true;
	}

	/**
	 * Writes any text. Half of a surrogate pair becomes a question mark.
	 */
	private void wide(String text) {
		room(3 * text.length() + 1);
		for (int i = 0; i < text.length(); i++) {
			int character = text.codePointAt(i);
			boolean half = character < Character.MIN_SUPPLEMENTARY_CODE_POINT
					&& Character.isSurrogate((char) character);
			this.length = Utf8.write(half ? '?' : character, this.bytes, this.length);
			i += Character.charCount(character) - 1;
		}
	}

	/**
	 * Begins a message whose length is not known.
	 * @return where it begins
	 */
	int begin(int field) {
		delimited(field, 0);
		return this.length;
	}

	/**
	 * Ends a message: its length is written before it, and where that takes more than a
	 * byte it moves.
	 * @param start where it began
	 */
	void end(int start) {
		int size = this.length - start;
		int more = FieldSizes.varint(size) - 1;
		if (more > 0) {
			room(more);
			System.arraycopy(this.bytes, start, this.bytes, start + more, size);
		}
		this.length = start - 1;
		varint(size);
		this.length += size;
	}

	void delimited(int field, int size) {
		tag(field, DELIMITED);
		varint(size);
	}

	/**
	 * What stands before the length of a field.
	 */
	static int delimitedTag(int field) {
		return field << 3 | DELIMITED;
	}

	private void tag(int field, int type) {
		varint(field << 3 | type);
	}

	private void varint(long value) {
		room(10);
		if (value >= 0 && value <= 0x7F) {
			this.bytes[this.length++] = (byte) value;
			return;
		}
		byte[] to = this.bytes;
		int at = this.length;
		long left = value;
		while ((left & ~0x7FL) != 0) {
			to[at++] = (byte) (left & 0x7F | 0x80);
			left >>>= 7;
		}
		to[at++] = (byte) left;
		this.length = at;
	}

	private void room(int more) {
		if (this.length + more > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.length + more, this.bytes.length * 2));
		}
	}

}
