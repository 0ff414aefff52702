package dev.gai.braintrust.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The characters that stand for themselves in JSON text, and what stands for the others.
 * A question mark is to be looked at, too: Java writes one for half of a surrogate pair.
 */
final class JsonEscapes {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * ONES;

	/** What stands behind the backslash; 'u' for a code; 0 for what need not be found. */
	private static final byte[] ESCAPES = escapes();

	private JsonEscapes() {
	}

	/**
	 * Finds the next byte that has to be looked at, eight at a time.
	 * @param utf8 text
	 * @param from where to begin
	 * @return its place, the length of the text if there is none
	 */
	static int next(byte[] utf8, int from) {
		int i = from;
		while (i + Long.BYTES <= utf8.length && !anyIn((long) LONGS.get(utf8, i))) {
			i += Long.BYTES;
		}
		while (i < utf8.length && (utf8[i] < 0 || ESCAPES[utf8[i]] == 0)) {
			i++;
		}
		return i;
	}

	/**
	 * What stands behind the backslash.
	 * @param character a character that was found
	 * @return a letter or the character itself; 'u' where its code follows
	 */
	static byte of(byte character) {
		return ESCAPES[character];
	}

	/**
	 * Whether one of eight bytes is a control character or one of three others. Taking
	 * away from a byte more than it is borrows into its highest bit, which must not have
	 * been set.
	 */
	private static boolean anyIn(long bytes) {
		long quotes = bytes ^ ('"' * ONES);
		long backslashes = bytes ^ ('\\' * ONES);
		long questions = bytes ^ ('?' * ONES);
		long below = ((bytes - ' ' * ONES) & ~bytes) | ((quotes - ONES) & ~quotes)
				| ((backslashes - ONES) & ~backslashes) | ((questions - ONES) & ~questions);
		return (below & HIGH_BITS) != 0;
	}

	private static byte[] escapes() {
		byte[] escapes = new byte[0x80];
		Arrays.fill(escapes, 0, ' ', (byte) 'u');
		escapes['\b'] = 'b';
		escapes['\t'] = 't';
		escapes['\n'] = 'n';
		escapes['\f'] = 'f';
		escapes['\r'] = 'r';
		escapes['"'] = '"';
		escapes['?'] = '?';
		escapes['\\'] = '\\';
		return escapes;
	}

}
