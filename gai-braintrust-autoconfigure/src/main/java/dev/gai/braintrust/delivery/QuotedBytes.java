package dev.gai.braintrust.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text without what depends on how it is quoted: its letters and digits as UTF-8, with
 * escapes of JSON, HTML and addresses read and all else left out.
 */
final class QuotedBytes {

	private final byte[] bytes;

	/** Where in the text each byte comes from. */
	private final int[] starts;

	private final int[] ends;

	private QuotedBytes(byte[] bytes, int[] starts, int[] ends) {
		this.bytes = bytes;
		this.starts = starts;
		this.ends = ends;
	}

	static QuotedBytes of(String text) {
		byte[] source = text.getBytes(StandardCharsets.UTF_8);
		int[] characters = new int[source.length + 1];
		int at = 0;
		for (int i = 0; i < text.length();) {
			int next = text.offsetByCodePoints(i, 1);
			int length = text.substring(i, next).getBytes(StandardCharsets.UTF_8).length;
			Arrays.fill(characters, at, at + length, i);
			at += length;
			i = next;
		}
		characters[source.length] = text.length();
		QuotedReading reading = new QuotedReading(source);
		int[] starts = new int[source.length];
		int[] ends = new int[source.length];
		while (reading.next()) {
			for (int i = reading.written; i < reading.out.size(); i++) {
				starts[i] = characters[reading.start];
				ends[i] = characters[reading.at];
			}
			reading.written = reading.out.size();
		}
		return new QuotedBytes(reading.out.toByteArray(), starts, ends);
	}

	/**
	 * The bytes alone.
	 * @param source anything with texts in UTF-8
	 */
	static byte[] plain(byte[] source) {
		QuotedReading reading = new QuotedReading(source);
		boolean more = true;
		while (more) {
			more = reading.next();
		}
		return reading.out.toByteArray();
	}

	byte[] bytes() {
		return this.bytes;
	}

	int length() {
		return this.bytes.length;
	}

	int start(int index) {
		return this.starts[index];
	}

	int end(int index) {
		return Math.max(this.ends[index], this.starts[index] + 1);
	}

	/**
	 * The first byte that comes from a place of the text or from one after it.
	 */
	int firstFrom(int place) {
		int index = 0;
		while (index < this.bytes.length && this.starts[index] < place) {
			index++;
		}
		return index;
	}

	int words(int first, int last) {
		int words = 1;
		for (int i = first + 1; i <= last; i++) {
			if (this.starts[i] > end(i - 1)) {
				words++;
			}
		}
		return words;
	}

}
