package dev.gai.braintrust.content.masking.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

	private byte[] bytes = {};

	private final LetterPairs pairs = new LetterPairs();

	/** Where the last run began. */
	private int runStart;

	/** Bits that any character has. */
	private long all;

	/**
	 * Creates a scan that is used again and again.
	 * @param places told of what is found
	 */
	public TextScan(Places places) {
		this.places = places;
	}

	/**
	 * Tells about the places in a text, from left to right.
	 * @param bytes one for each character; of a character beyond ASCII it is negative or
	 * a question mark
	 * @param length how many there are
	 * @return whether there are many digits in a row
	 */
	public boolean scan(byte[] bytes, int length) {
		this.bytes = bytes;
		this.runStart = 0;
		this.all = 0;
		this.pairs.begin();
		boolean numbers = false;
		for (int from = 0; from < length; from += LetterPairs.CHUNK) {
			int count = Math.min(LetterPairs.CHUNK, length - from);
			numbers |= chunk(from, count, this.pairs.mark(bytes, from, count), length);
			this.pairs.end(count);
		}
		if (length - this.runStart >= SHORTEST_RUN) {
			this.places.run(bytes, this.runStart, length);
		}
		return numbers;
	}

	private boolean chunk(int from, int count, byte[] marks, int length) {
		byte[] bytes = this.bytes;
		boolean numbers = false;
		// What is kept from one turn to the next is in local variables, which need no
		// memory.
		long all = 0;
		int runStart = this.runStart;
		for (int i = from; i < from + count; i += Long.BYTES) {
			long eight = (i + Long.BYTES <= length) ? (long) LONGS.get(bytes, i) : rest(bytes, i, length);
			long low = eight & LOW_BITS;
			long ascii = ~eight & HIGH_BITS;
			long fromColon = low + (0x80 - ':') * ONES;
			long digits = (low + (0x80 - '0') * ONES) & ~fromColon & ascii;
			numbers |= Long.bitCount(digits) >= MANY_DIGITS;
			all |= eight;
			long pairs = (long) LONGS.get(marks, i - from) & HIGH_BITS;
			if (pairs != 0) {
				tellPairs(pairs, i, from);
			}
			long signs = fromColon & ~(low + (0x80 - '@') * ONES) & ascii;
			if (signs != 0) {
				tellSigns(signs, eight, i);
			}
			long breaks = ~(low + (0x80 - '#') * ONES) & HIGH_BITS | eight & HIGH_BITS;
			if (breaks != 0) {
				int end = i + (Long.numberOfTrailingZeros(breaks) >>> 3);
				if (end - runStart >= SHORTEST_RUN) {
					this.places.run(bytes, runStart, Math.min(end, length));
				}
				runStart = i + Long.BYTES - (Long.numberOfLeadingZeros(breaks) >>> 3);
			}
		}
		this.runStart = runStart;
		this.all |= all;
		return numbers;
	}

	/**
	 * {@return whether the last text has characters beyond ASCII}
	 */
	public boolean isBeyondAscii() {
		return (this.all & HIGH_BITS) != 0;
	}

	private void tellPairs(long found, int offset, int chunk) {
		for (long pairs = found; pairs != 0; pairs &= pairs - 1) {
			int at = offset + (Long.numberOfTrailingZeros(pairs) >>> 3);
			this.places.pair(at, this.pairs.first(at - chunk));
		}
	}

	private void tellSigns(long found, long eight, int offset) {
		for (long signs = found; signs != 0; signs &= signs - 1) {
			int at = Long.numberOfTrailingZeros(signs) >>> 3;
			char sign = (char) (eight >>> (8 * at) & 0x7f);
			if (sign == ':' || sign == '=' || sign == '>') {
				this.places.sign(this.bytes, offset + at, sign);
			}
		}
	}

	private static long rest(byte[] bytes, int from, int length) {
		long rest = 0;
		for (int i = from; i < length; i++) {
			rest |= (bytes[i] & 0xffL) << (8 * (i - from));
		}
		return rest;
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
		 * @param ascii the text
		 * @param index where it stands
		 * @param sign which one
		 */
		void sign(byte[] ascii, int index, char sign);

		/**
		 * One of the {@link LetterPairs}.
		 * @param index where the second letter stands
		 * @param first the first letter, small
		 */
		void pair(int index, char first);

	}

}
