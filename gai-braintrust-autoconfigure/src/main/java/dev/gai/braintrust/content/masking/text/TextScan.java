package dev.gai.braintrust.content.masking.text;

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

	/** Runs are told of before the places in so many characters. */
	private static final int CHUNK = 8192;

	/** Enough for a name. */
	private static final int FEW = 128;

	private final Places places;

	/** Where eight characters have a place to look at. */
	private int[] where = {};

	/** Which of them it may be. */
	private long[] found = {};

	private int words;

	/** Where all eight characters may be of a key. */
	private int[] full = {};

	private int fulls;

	/** Where four digits in a row end or go on. */
	private int[] numeric = {};

	private int numerics;

	/** What may be places. */
	private int[] candidates = {};

	/** What {@link Marks} says of those that are. */
	private byte[] marks = {};

	/** What is known of the last eight characters of the chunk before. */
	private long last;

	/** Where the last run ended. */
	private int runEnd;

	/** Where the last run ended that was told of. */
	private int toldEnd;

	/** Where the last number ended that was told of. */
	private int numberEnd;

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
		this.numberEnd = 0;
		this.last = 0;
		room(Math.min(length, CHUNK));
		boolean numbers = false;
		for (int from = 0; from < length; from += CHUNK) {
			int end = Math.min(from + CHUNK, length);
			numbers |= chunk(bytes, from, end, length);
		}
		return numbers;
	}

	/**
	 * Makes room for a text: who masks a single name has no use for more.
	 */
	private void room(int length) {
		if (length > this.marks.length) {
			int size = Math.min(CHUNK, Math.max(FEW, Integer.highestOneBit(length) * 2));
			this.where = new int[size / Long.BYTES + 1];
			this.found = new long[size / Long.BYTES + 1];
			this.full = new int[size / Long.BYTES];
			this.numeric = new int[size / Long.BYTES + 1];
			this.candidates = new int[size + 2];
			this.marks = new byte[size];
		}
	}

	private boolean chunk(byte[] bytes, int from, int end, int length) {
		look(bytes, from, end, length);
		boolean numbers = false;
		for (int i = 0; i < this.fulls; i++) {
			if (this.full[i] >= this.runEnd && mayBeLong(bytes, this.full[i], length)) {
				run(bytes, this.full[i], length);
			}
		}
		for (int i = 0; i < this.numerics && !numbers; i++) {
			numbers = LongNumbers.isOneAt(bytes, this.numeric[i], length);
		}
		for (int i = 0; i < this.numerics; i++) {
			number(bytes, this.numeric[i], length);
		}
		tell(bytes, candidates(), length);
		return numbers;
	}

	/**
	 * Lists eight characters where one matters, all are parts of keys, or four in a row
	 * are digits. Nothing here branches on what stands in most texts, for a guess that
	 * fails costs more than all of this, and nothing is called that may be long.
	 */
	private void look(byte[] bytes, int from, int end, int length) {
		long[] found = this.found;
		int[] where = this.where;
		int words = 0;
		int fulls = 0;
		int numerics = 0;
		long last = this.last;
		int whole = end - Long.BYTES;
		for (int i = from; i <= whole; i += Long.BYTES) {
			long eight = Marks.of(bytes, i);
			long here = Marks.places(eight, last);
			long digits = Marks.fourDigits(eight, last);
			last = eight;
			found[words] = here;
			where[words] = i;
			words += (int) ((here | -here) >>> 63);
			if ((eight & Marks.PARTS) == Marks.PARTS) {
				this.full[fulls++] = i;
			}
			if (digits != 0) {
				this.numeric[numerics++] = i;
			}
		}
		int rest = end & -Long.BYTES;
		if (rest < end) {
			found[words] = Marks.places(Marks.ofRest(bytes, rest, length), last);
			where[words] = rest;
			words += (found[words] != 0) ? 1 : 0;
			this.numeric[numerics++] = rest;
		}
		this.last = last;
		this.words = words;
		this.fulls = fulls;
		this.numerics = numerics;
	}

	/**
	 * Lists what may be places. Most times it is one or two of eight characters, so that
	 * two are written without a look at how many there are.
	 * @return how many
	 */
	private int candidates() {
		int[] candidates = this.candidates;
		int count = 0;
		for (int i = 0; i < this.words; i++) {
			long here = Marks.inOrder(this.found[i]);
			int from = this.where[i];
			int next = count + Long.bitCount(here);
			candidates[count] = from + (Long.numberOfTrailingZeros(here) >>> 3);
			here &= here - 1;
			candidates[count + 1] = from + (Long.numberOfTrailingZeros(here) >>> 3);
			here &= here - 1;
			for (int j = count + 2; j < next; j++) {
				candidates[j] = from + (Long.numberOfTrailingZeros(here) >>> 3);
				here &= here - 1;
			}
			count = next;
		}
		return count;
	}

	/**
	 * Tells of those that are places. Those that are none are sorted out before, so that
	 * nothing has to be guessed about them.
	 */
	private void tell(byte[] bytes, int count, int length) {
		int[] candidates = this.candidates;
		byte[] marks = this.marks;
		int places = 0;
		for (int i = 0; i < count; i++) {
			int place = candidates[i];
			int mark = Marks.at(bytes, place);
			candidates[places] = place;
			marks[places] = (byte) mark;
			places += -mark >>> 31;
		}
		for (int i = 0; i < places; i++) {
			int place = (marks[i] == 1) ? candidates[i] : Marks.endOfWord(marks[i], bytes, candidates[i], length);
			if (place >= 0) {
				this.places.place(place);
			}
		}
	}

	/**
	 * Whether a run may be long enough that has eight characters at a place, by the pairs
	 * before and behind them. Before and behind those, one more may belong to it.
	 */
	private static boolean mayBeLong(byte[] bytes, int place, int length) {
		int next = place + Long.BYTES;
		long last = (place >= Long.BYTES) ? Marks.of(bytes, place - Long.BYTES) : 0;
		long behind = (next + Long.BYTES <= length) ? Marks.of(bytes, next) : Marks.ofRest(bytes, next, length);
		int pairs = (Long.numberOfLeadingZeros(~last & Marks.PARTS) + Long.numberOfTrailingZeros(~behind & Marks.PARTS))
				/ Character.SIZE;
		return Long.BYTES + 2 * pairs + 2 >= SHORTEST_RUN;
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
	 * Tells of the numbers that begin or go on in eight characters and stand by
	 * themselves, as in a sentence.
	 */
	private void number(byte[] bytes, int place, int length) {
		long starts = LongNumbers.codes(bytes, place);
		while (starts != 0) {
			int start = place - LongNumbers.BEFORE + (Long.numberOfTrailingZeros(starts) >>> 3);
			starts &= starts - 1;
			int end = LongNumbers.end(bytes, start, length);
			if (start >= this.numberEnd && LongNumbers.isCode(bytes, start, end, length)) {
				this.places.number(start, end);
				this.numberEnd = end;
			}
		}
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
		 * A number of five to eight digits between blanks or punctuation.
		 * @param start index of its first digit
		 * @param end index after the last
		 */
		void number(int start, int end);

		/**
		 * A character at which to look, see {@link Marks}.
		 * @param index where it stands
		 */
		void place(int index);

	}

}
