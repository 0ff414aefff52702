package dev.gai.braintrust.content.masking.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import dev.gai.braintrust.promise.Internal;

/**
 * One look at a text that finds the places worth a closer one: long runs of what a key
 * may consist of, signs and letters that matter, and many digits in a row. Eight
 * characters at a time, since this is what every text costs.
 */
@Internal
public final class TextScan {

	/** Shorter runs are told of by chance only. */
	public static final int SHORTEST_RUN = 15;

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * ONES;

	/** Of eight characters in a long number, its blanks among them. */
	private static final int MANY_DIGITS = 6;

	/** The digits of the shortest number of a card. */
	private static final int SHORTEST_NUMBER = 13;

	/** The longest, with what parts its digits. */
	private static final int LONGEST_NUMBER = 32;

	private final Places places;

	private final Marks marks = new Marks();

	/** Where in a chunk eight characters have a place to look at. */
	private final int[] found = new int[Marks.CHUNK / Long.BYTES + 1];

	/** Where a key may go on in the last eight characters of the chunk before. */
	private long lastParts;

	/** Where the last run ended. */
	private int runEnd;

	/** Where the last run ended that was told of. */
	private int toldEnd;

	/**
	 * Creates a scan that is used again and again.
	 * @param places told of what is found
	 */
	public TextScan(Places places) {
		this.places = places;
	}

	/**
	 * Tells about the places in a text: of the runs from left to right, and of the others
	 * from left to right.
	 * @param bytes one for each character; of a character beyond ASCII it is negative or
	 * a question mark
	 * @param length how many there are
	 * @return whether there are many digits in a row
	 */
	public boolean scan(byte[] bytes, int length) {
		this.runEnd = 0;
		this.toldEnd = 0;
		this.lastParts = 0;
		this.marks.begin();
		boolean numbers = false;
		for (int from = 0; from < length; from += Marks.CHUNK) {
			int count = Math.min(Marks.CHUNK, length - from);
			this.marks.mark(bytes, from, count);
			numbers |= chunk(bytes, from, count, length);
		}
		return numbers;
	}

	private boolean chunk(byte[] bytes, int from, int count, int length) {
		byte[] places = this.marks.places();
		byte[] parts = this.marks.partsOfKeys();
		byte[] digits = this.marks.digits();
		int[] found = this.found;
		int words = 0;
		boolean numbers = false;
		for (int i = 0; i < count; i += Long.BYTES) {
			// Nothing branches on what stands in most texts: a guess that fails costs
			// more than all of this.
			long here = (long) LONGS.get(places, i) & HIGH_BITS;
			found[words] = i;
			words += (int) ((here | -here) >>> 63);
			if (((long) LONGS.get(parts, i) & HIGH_BITS) == HIGH_BITS && from + i >= this.runEnd && isLong(parts, i)) {
				run(bytes, from + i, length);
			}
			if (Long.bitCount((long) LONGS.get(digits, i) & HIGH_BITS) >= MANY_DIGITS) {
				numbers = numbers || isInNumber(bytes, from + i, length);
			}
		}
		this.lastParts = (count == Marks.CHUNK) ? (long) LONGS.get(parts, count - Long.BYTES) : 0;
		for (int i = 0; i < words; i++) {
			long here = (long) LONGS.get(places, found[i]) & HIGH_BITS;
			do {
				this.places.place(from + found[i] + (Long.numberOfTrailingZeros(here) >>> 3));
				here &= here - 1;
			}
			while (here != 0);
		}
		return numbers;
	}

	/**
	 * Whether a run is long enough that has eight characters at a place, by those before
	 * and behind them.
	 */
	private boolean isLong(byte[] parts, int place) {
		long before = (place == 0) ? this.lastParts : (long) LONGS.get(parts, place - Long.BYTES);
		long behind = (long) LONGS.get(parts, place + Long.BYTES);
		int more = Long.numberOfLeadingZeros(~before & HIGH_BITS) + Long.numberOfTrailingZeros(~behind & HIGH_BITS);
		return more + 1 >= (SHORTEST_RUN - Long.BYTES + 1) * Byte.SIZE;
	}

	/**
	 * Whether as many digits as a card has are around a place, with nothing but what may
	 * part them between.
	 */
	private static boolean isInNumber(byte[] bytes, int place, int length) {
		int first = place;
		while (first > 0 && place - first < LONGEST_NUMBER && isOfNumber(bytes[first - 1])) {
			first--;
		}
		int limit = Math.min(length, place + LONGEST_NUMBER);
		int digits = 0;
		for (int i = first; i < limit; i++) {
			if (Ascii.isDigit((char) bytes[i])) {
				digits++;
				if (digits == SHORTEST_NUMBER) {
					return true;
				}
			}
			else if (!isOfNumber(bytes[i])) {
				digits = 0;
			}
		}
		return false;
	}

	/**
	 * Characters beyond ASCII may be spaces and dashes.
	 */
	private static boolean isOfNumber(byte b) {
		return Ascii.isDigit((char) b) || b == ' ' || b == '-' || b == '?' || b < 0;
	}

	/**
	 * The whole of a run that has a character at a place.
	 */
	private void run(byte[] bytes, int place, int length) {
		int start = place;
		while (start > this.runEnd && KeyParts.has(bytes[start - 1])) {
			start--;
		}
		int end = KeyParts.end(bytes, place, length);
		if (end - start >= SHORTEST_RUN) {
			this.places.run(start, end, this.toldEnd);
			this.toldEnd = end;
		}
		this.runEnd = end;
	}

	/**
	 * What is worth a closer look.
	 */
	public interface Places {

		/**
		 * Characters of which a key may consist.
		 * @param start index of the first
		 * @param end index after the last
		 * @param last where the run before ended, or 0
		 */
		void run(int start, int end, int last);

		/**
		 * A character at which to look, see {@link Marks}.
		 * @param index where it stands
		 */
		void place(int index);

	}

}
