package dev.gai.braintrust.content.masking.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import dev.gai.braintrust.promise.Internal;

/**
 * One look at a text that finds the places worth a closer one: long runs without a blank
 * or a quote, signs that stand between a name and its value, and many digits in a row.
 * Eight characters at a time, since this is what every text costs.
 */
@Internal
public final class TextScan {

	/** No key is shorter. */
	public static final int SHORTEST_RUN = 12;

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * ONES;

	private static final long LOW_BITS = 0x7f * ONES;

	/** Of eight characters in a long number, its blanks among them. */
	private static final int MANY_DIGITS = 5;

	private final Places places;

	private final byte[] bytes;

	private int runStart;

	private boolean numbers;

	private TextScan(byte[] bytes, Places places) {
		this.bytes = bytes;
		this.places = places;
	}

	/**
	 * Tells about the places in a text, from left to right.
	 * @param text the text
	 * @param places who is told
	 * @return whether there are many digits in a row
	 */
	public static boolean scan(String text, Places places) {
		TextScan scan = new TextScan(bytes(text), places);
		scan.bytes();
		return scan.numbers;
	}

	/**
	 * One byte for each character; which one makes no difference beyond ASCII.
	 */
	private static byte[] bytes(String text) {
		int length = text.length();
		boolean latin = text.charAt(length / 3) < 0x100 && text.charAt(length / 2) < 0x100;
		if (latin) {
			byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
			// A pair of surrogates becomes one byte.
			if (bytes.length == length) {
				return bytes;
			}
		}
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) Math.min(text.charAt(i), 0x80);
		}
		return bytes;
	}

	private void bytes() {
		byte[] bytes = this.bytes;
		int i = 0;
		for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
			eight((long) LONGS.get(bytes, i), i);
		}
		if (i < bytes.length) {
			long rest = 0;
			for (int k = i; k < bytes.length; k++) {
				rest |= (bytes[k] & 0xffL) << (8 * (k - i));
			}
			eight(rest, i);
		}
		else if (bytes.length - this.runStart >= SHORTEST_RUN) {
			this.places.run(bytes, this.runStart, bytes.length);
		}
	}

	/**
	 * The sums carry into the highest bit of a byte when its seven low ones are at least
	 * a certain character.
	 */
	private void eight(long bytes, int offset) {
		long low = bytes & LOW_BITS;
		long ascii = ~bytes & HIGH_BITS;
		long fromColon = low + (0x80 - ':') * ONES;
		long signs = fromColon & ~(low + (0x80 - '@') * ONES) & ascii;
		long digits = (low + (0x80 - '0') * ONES) & ~fromColon & ascii;
		long breaks = ~(low + (0x80 - '#') * ONES) & HIGH_BITS | bytes & HIGH_BITS;
		this.numbers |= Long.bitCount(digits) >= MANY_DIGITS;
		while (signs != 0) {
			int at = Long.numberOfTrailingZeros(signs) >>> 3;
			char sign = (char) (bytes >>> (8 * at) & 0x7f);
			if (sign == ':' || sign == '=' || sign == '>') {
				this.places.sign(offset + at, sign);
			}
			signs &= signs - 1;
		}
		if (breaks != 0) {
			int end = offset + (Long.numberOfTrailingZeros(breaks) >>> 3);
			if (end - this.runStart >= SHORTEST_RUN) {
				this.places.run(this.bytes, this.runStart, end);
			}
			this.runStart = offset + Long.BYTES - (Long.numberOfLeadingZeros(breaks) >>> 3);
		}
	}

	/**
	 * What is worth a closer look.
	 */
	public interface Places {

		/**
		 * Characters without a blank or a double quote.
		 * @param ascii the text
		 * @param start index of the first
		 * @param end index after the last
		 */
		void run(byte[] ascii, int start, int end);

		/**
		 * One of {@code : = >}.
		 * @param index where it stands
		 * @param sign which one
		 */
		void sign(int index, char sign);

	}

}
