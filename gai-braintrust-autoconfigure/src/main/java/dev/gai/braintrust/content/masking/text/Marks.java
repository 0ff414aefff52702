package dev.gai.braintrust.content.masking.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Marks the characters of a text at which a closer look is worthwhile: signs between a
 * name and its value, letters that words for passwords have, what follows a dash or a
 * bracket. Marks those as well that a key may consist of. Letters of any case are the
 * same: whoever is told of a place reads the text itself.
 * <p>
 * A table says it for each two characters, so that it costs the same however many of them
 * matter, and in texts of any length. Eight characters are looked up as four pairs. Two
 * that matter may stand in different pairs: then the first pair says that its last
 * character may begin them, and the second that its first one may end them. A bit for
 * each group tells which go together; some only look alike and are looked up once more.
 */
final class Marks {

	/** Of each pair: whether a key may have both. */
	static final long PARTS = 0x2000_2000_2000_2000L;

	/** Of each pair: whether both are digits. */
	static final long DIGITS = 0x1000_1000_1000_1000L;

	/** Of each pair: whether its second character is one, and whether its first is. */
	private static final long PLACES = 0xc000_c000_c000_c000L;

	/** Of each pair: which groups its first character may end. */
	private static final long ENDS = 0x003f_003f_003f_003fL;

	private static final long SECOND = 0x8000_8000_8000_8000L;

	private static final long FIRST = SECOND >>> Byte.SIZE;

	private static final long FIRST_ONE = 0x0001_0001_0001_0001L;

	/** From the bit of a group that a character may end to that of one it may begin. */
	private static final int BEGINS = 6;

	private static final String SIGNS = ":>=@%+";

	/** Any character behind one of these. */
	private static final String OPENINGS = "-(";

	private static final String[] PAIRS = { "ss", "ke", "cr", "au", "pw", "dd", "wp", "rp", "md", "gi", "xo", "a}",
			" *", "\\u", "e\u00f1", "s`", "<<" };

	/** Longer ones, known by the rarest pair in them; told of is their last character. */
	private static final Word[] WORDS = { new Word(" is", 2), new Word("tif", 2), new Word("mmu", 2),
			new Word("m2s", 2), new Word("sdi", 2), new Word("ope", 2), new Word("bearer", 1), new Word("basic", 1),
			new Word("code", 2), new Word("berweis", 3), new Word(".pfx", 3), new Word("obscure", 2),
			new Word("bw un", 1), new Word("isql", 2), new Word("db2 ", 2), new Word("ipk ", 2),
			new Word("smbclien", 3), new Word("senha", 3), new Word("eslo", 2), new Word(".logon ", 1),
			new Word("\u00f6senord", 1), new Word("kata san", 1), new Word("kode", 1), new Word("lozink", 2),
			new Word("salasana", 5) };

	/** Of a place without a word: nothing is compared. */
	private static final int ANY = 1;

	/** Each first character with each last one; the fewer other pairs, the better. */
	private static final String[][] GROUPS = { { "ae\\ m", "u}*\u00f1" }, { "wrc<n", "prw<h" }, { "pkbx", "weao2kc" },
			{ "dmgo", "diz" }, { "si2bf.\u00f6", "sf`xqla" } };

	/** The group of any character behind an opening. */
	private static final int OPENED = 1 << GROUPS.length;

	/** Makes small letters of capitals. */
	private static final long SMALL = 0x2020_2020_2020_2020L;

	private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/** By two characters, of which the second is the higher byte. */
	private static final char[] TABLE = new char[1 << 16];

	/** By two characters: 1 for a place, more for the pair of a word, else 0. */
	private static final byte[] MARKS = new byte[TABLE.length];

	/** By mark: how far before a place its word begins. */
	private static final int[] BEFORE = new int[WORDS.length + 2];

	/** By mark: how far behind a place the last character of its word stands. */
	private static final int[] BEHIND = new int[BEFORE.length];

	/** By mark: the small letters of its word. */
	private static final long[] LETTERS = new long[BEFORE.length];

	/** By mark: which of eight characters its word has. */
	private static final long[] MASKS = new long[BEFORE.length];

	static {
		pairs();
		for (int c = 0; c < 0x100; c++) {
			for (int sign = 0; sign < SIGNS.length(); sign++) {
				mark(c, SIGNS.charAt(sign), ANY);
			}
			if (c > 0) {
				mark('(', c, ANY);
			}
			if (c == '-' || Ascii.isLetterOrDigit((char) c)) {
				mark('-', c, ANY);
			}
		}
		for (String pair : PAIRS) {
			markAll(pair.charAt(0), pair.charAt(1), ANY);
		}
		for (int i = 0; i < WORDS.length; i++) {
			word(WORDS[i], ANY + 1 + i);
		}
	}

	private Marks() {
	}

	/**
	 * What can be told of pairs by one character each. Row by row, since the first text
	 * of a process waits for it.
	 */
	private static void pairs() {
		char[] row = new char[0x100];
		for (int c = 0; c < 0x100; c++) {
			row[c] = (char) ((isOneOf(SIGNS, c) ? 0x4000 : 0) | groups(1, c) | ((c > 0) ? OPENED : 0));
		}
		for (int c = 0; c < 0x100; c++) {
			int begins = (groups(0, c) | (isOneOf(OPENINGS, c) ? OPENED : 0)) << BEGINS;
			int start = c << Byte.SIZE;
			System.arraycopy(row, 0, TABLE, start, row.length);
			for (int i = 0; i < row.length && begins != 0; i++) {
				TABLE[start + i] |= (char) begins;
			}
			for (int i = 0; i < 0x80 && KeyParts.has((byte) c); i++) {
				TABLE[start + i] |= KeyParts.has((byte) i) ? (char) 0x2000 : 0;
			}
			for (int i = '0'; i <= '9' && Ascii.isDigit((char) c); i++) {
				TABLE[start + i] |= (char) 0x1000;
			}
		}
	}

	private static int groups(int index, int character) {
		int groups = 0;
		for (int i = 0; i < GROUPS.length; i++) {
			groups |= isOneOf(GROUPS[i][index], character) ? 1 << i : 0;
		}
		return groups;
	}

	private static boolean isOneOf(String characters, int c) {
		return characters.indexOf(c) >= 0 || (isCapital(c) && characters.indexOf(c | 0x20) >= 0);
	}

	private static boolean isCapital(int c) {
		return (c >= 'A' && c <= 'Z') || c == '\u00d1';
	}

	private static int capital(int c) {
		return isCapital(c & ~0x20) ? c & ~0x20 : c;
	}

	private static void markAll(char first, char last, int mark) {
		if ((groups(0, first) & groups(1, last)) == 0) {
			throw new IllegalStateException("No group has " + first + last);
		}
		mark(first, last, mark);
		mark(first, capital(last), mark);
		mark(capital(first), last, mark);
		mark(capital(first), capital(last), mark);
	}

	private static void word(Word word, int mark) {
		markAll(word.text.charAt(word.pair - 1), word.text.charAt(word.pair), mark);
		BEFORE[mark] = word.pair;
		BEHIND[mark] = word.text.length() - 1 - word.pair;
		for (int i = 0; i < word.text.length(); i++) {
			LETTERS[mark] |= (long) word.text.charAt(i) << (Byte.SIZE * i);
			MASKS[mark] |= 0xffL << (Byte.SIZE * i);
		}
	}

	private static void mark(int first, int last, int mark) {
		int pair = last << Byte.SIZE | first;
		MARKS[pair] = (byte) mark;
		TABLE[pair] |= (char) 0x8000;
	}

	/**
	 * Looks eight characters up.
	 * @param bytes the text
	 * @param from where the first of them stands
	 * @return what the table says of each pair
	 */
	static long of(byte[] bytes, int from) {
		long eight = (long) EIGHT.get(bytes, from);
		return TABLE[(int) eight & 0xffff] | (long) TABLE[(int) (eight >>> 16) & 0xffff] << 16
				| (long) TABLE[(int) (eight >>> 32) & 0xffff] << 32 | (long) TABLE[(int) (eight >>> 48)] << 48;
	}

	/**
	 * Looks up the last characters of a text, fewer than eight.
	 * @param bytes the text
	 * @param from where the first of them stands
	 * @param length of the text
	 * @return what the table says of each pair, as if nothing followed that matters
	 */
	static long ofRest(byte[] bytes, int from, int length) {
		byte[] rest = new byte[Long.BYTES];
		System.arraycopy(bytes, from, rest, 0, length - from);
		return of(rest, 0);
	}

	/**
	 * Which of eight characters may be places.
	 * @param eight what the table says of them
	 * @param last what it says of the eight before
	 * @return bits at which to look, not yet in order, or 0
	 */
	static long places(long eight, long last) {
		long begun = (eight << 16 | last >>> 48) >>> BEGINS;
		return eight & (begun & ENDS | PLACES);
	}

	/**
	 * Which pairs of eight characters are digits behind a pair that is.
	 * @param eight what the table says of them
	 * @param last what it says of the eight before
	 * @return a bit for each, or 0
	 */
	static long fourDigits(long eight, long last) {
		return eight & (eight << 16 | last >>> 48) & DIGITS;
	}

	/**
	 * The same in order.
	 * @param places what {@link #places} says
	 * @return the highest bit of each byte, the first is the lowest
	 */
	static long inOrder(long places) {
		return (places & SECOND) | (((places & ENDS) + (FIRST - FIRST_ONE)) & FIRST) | ((places >>> 7) & FIRST);
	}

	/**
	 * What two characters say of a place, of which the second stands there.
	 * @param bytes the text
	 * @param place the place
	 * @return 0 for nothing, 1 for a look, otherwise the number of a word
	 */
	static int at(byte[] bytes, int place) {
		int before = (place > 0) ? bytes[place - 1] & 0xff : 0;
		return MARKS[(bytes[place] & 0xff) << Byte.SIZE | before];
	}

	/**
	 * Where a word ends that has two rare characters. Compares all characters at once
	 * where as many follow: most pairs stand in other words.
	 * @param mark its number
	 * @param bytes the text
	 * @param place where the second of them stands
	 * @param length of the text
	 * @return the place of its last character, or -1 if something else stands there
	 */
	static int endOfWord(int mark, byte[] bytes, int place, int length) {
		int start = place - BEFORE[mark];
		boolean found = (start >= 0 && start + Long.BYTES <= length)
				? (((long) EIGHT.get(bytes, start) | SMALL) & MASKS[mark]) == LETTERS[mark]
				: WORDS[mark - ANY - 1].isAt(bytes, start, length);
		return found ? place + BEHIND[mark] : -1;
	}

	/** Characters, and where in them the second of a rare pair stands. */
	private record Word(String text, int pair) {

		boolean isAt(byte[] bytes, int start, int length) {
			if (start < 0 || start + this.text.length() > length) {
				return false;
			}
			for (int i = 0; i < this.text.length(); i++) {
				if (((bytes[start + i] & 0xff) | 0x20) != this.text.charAt(i)) {
					return false;
				}
			}
			return true;
		}

	}

}
