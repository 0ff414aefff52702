package dev.gai.braintrust.content.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The characters that stand for themselves in JSON text, and what stands for the others.
 */
final class JsonEscapes {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * ONES;

	/** What stands behind the backslash; 'u' for a code; 0 for what stands for itself. */
	private static final byte[] ESCAPES = escapes();

	private JsonEscapes() {
	}

	/**
	 * Finds the next byte that has to be looked at, eight at a time: one that is escaped,
	 * or is beyond ASCII.
	 * @param text a byte for each character
	 * @param from where to begin
	 * @param end where to stop
	 * @return its place, the end if there is none
	 */
	static int next(byte[] text, int from, int end) {
		int i = from;
		while (i + Long.BYTES <= end && !anyIn((long) LONGS.get(text, i))) {
			i += Long.BYTES;
		}
		while (i < end && text[i] >= 0 && ESCAPES[text[i]] == 0) {
			i++;
		}
		return i;
	}

	/**
	 * What stands behind the backslash.
	 * @param character an ASCII character
	 * @return a letter or the character itself; 'u' where its code follows; 0 where it
	 * stands for itself
	 */
	static byte of(byte character) {
		return ESCAPES[character];
	}

	/**
	 * Whether one of eight bytes is a control character, one of two others or beyond
	 * ASCII. Taking away from an ASCII character more than it is sets the highest bit, as
	 * it is set in what is beyond; what is borrowed from the next byte for that can only
	 * add to a find.
	 */
	private static boolean anyIn(long bytes) {
		long quotes = (bytes ^ ('"' * ONES)) - ONES;
		long backslashes = (bytes ^ ('\\' * ONES)) - ONES;
		long controls = bytes - ' ' * ONES;
		return ((quotes | backslashes | controls | bytes) & HIGH_BITS) != 0;
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
		escapes['\\'] = '\\';
		return escapes;
	}

}
