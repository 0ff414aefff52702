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

	private static final long SMALL = 0x20 * ONES;

	private static final long I = 'i' * ONES;

	private static final long N = 'n' * ONES;

	private static final long S = 's' * ONES;

	/** Of eight characters in a long number, its blanks among them. */
	private static final int MANY_DIGITS = 5;

	private final Places places;

	private byte[] bytes = {};

	private int runStart;

	private boolean numbers;

	private boolean beyondAscii;

	/** The last of the eight characters before. */
	private long last;

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
		this.numbers = false;
		this.beyondAscii = false;
		this.last = 0;
		int i = 0;
		for (; i + Long.BYTES <= length; i += Long.BYTES) {
			eight((long) LONGS.get(bytes, i), i);
		}
		if (i < length) {
			eight(rest(bytes, i, length), i);
		}
		else if (length - this.runStart >= SHORTEST_RUN) {
			this.places.run(bytes, this.runStart, length);
		}
		return this.numbers;
	}

	/**
	 * {@return whether the last text has characters beyond ASCII}
	 */
	public boolean isBeyondAscii() {
		return this.beyondAscii;
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
		this.beyondAscii |= ascii != HIGH_BITS;
		pairs(low, offset);
		while (signs != 0) {
			int at = Long.numberOfTrailingZeros(signs) >>> 3;
			char sign = (char) (bytes >>> (8 * at) & 0x7f);
			if (sign == ':' || sign == '=' || sign == '>') {
				this.places.sign(this.bytes, offset + at, sign);
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
	 * The highest bit of a byte is clear where a character and the one before it, small
	 * or capital, are as they should be.
	 */
	private void pairs(long low, int offset) {
		long small = low | SMALL;
		long before = small << 8 | this.last;
		this.last = small >>> 56;
		long s = small ^ S;
		long twice = small ^ before;
		long others = ((s | twice) + LOW_BITS) & ((s | (before ^ I)) + LOW_BITS) & (((small ^ N) | twice) + LOW_BITS);
		long pairs = ~others & HIGH_BITS;
		while (pairs != 0) {
			int at = Long.numberOfTrailingZeros(pairs) >>> 3;
			this.places.pair(offset + at, (char) (before >>> (8 * at) & 0x7f));
			pairs &= pairs - 1;
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
		 * One of {@code ss nn is}, in letters of any case.
		 * @param index where the second letter stands
		 * @param first the first letter, small
		 */
		void pair(int index, char first);

	}

}
