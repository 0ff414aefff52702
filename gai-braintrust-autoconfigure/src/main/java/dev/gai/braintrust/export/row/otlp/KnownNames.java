package dev.gai.braintrust.export.row.otlp;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Names of attributes as they stand in a message. Nearly all spans have the same few, so
 * each is encoded once; where there are too many, those that come later are not
 * remembered. Used by one thread.
 */
final class KnownNames {

	private static final int MOST = 256;

	/** Of a name that is so short, the length takes one byte. */
	private static final int LONGEST = 127;

	private final int tag;

	private final Map<String, byte[]> fields = new HashMap<>();

	/**
	 * Creates an empty memory.
	 * @param tag what stands before the length of a name, one byte
	 */
	KnownNames(int tag) {
		this.tag = tag;
	}

	/**
	 * The field that a name is.
	 * @param name the name
	 * @return its bytes, which are not to be changed, {@code null} if they are not
	 * remembered
	 */
	byte @Nullable [] field(String name) {
		byte[] field = this.fields.get(name);
		return (field != null || this.fields.size() >= MOST) ? field : remember(name);
	}

	private byte @Nullable [] remember(String name) {
		byte[] text = name.getBytes(StandardCharsets.UTF_8);
		if (text.length == 0 || text.length > LONGEST) {
			return null;
		}
		byte[] field = new byte[2 + text.length];
		field[0] = (byte) this.tag;
		field[1] = (byte) text.length;
		System.arraycopy(text, 0, field, 2, text.length);
		this.fields.put(name, field);
		return field;
	}

}
