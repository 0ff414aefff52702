package dev.gai.braintrust.content.bytes;

import java.nio.charset.StandardCharsets;

/**
 * JSON that lies in memory which is used again. Whoever wants to keep it takes its text.
 *
 * @since 0.1.0
 */
public final class JsonText {

	private final JsonBytes memory;

	private final int start;

	private final int length;

	JsonText(JsonBytes memory, int start, int length) {
		this.memory = memory;
		this.start = start;
		this.length = length;
	}

	/**
	 * Length in UTF-8.
	 * @return the number of bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Copies it.
	 * @param target where to
	 * @param place where its first byte goes; there must be room for all of them
	 */
	public void copyTo(byte[] target, int place) {
		System.arraycopy(this.memory.array(), this.start, target, place, this.length);
	}

	/**
	 * The JSON.
	 * @return a text of its own
	 */
	@Override
	public String toString() {
		return new String(this.memory.array(), this.start, this.length, StandardCharsets.UTF_8);
	}

}
