package dev.gai.braintrust.content.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells bytes that are ASCII from others, eight at a time.
 */
final class Ascii {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long HIGH_BITS = 0x8080808080808080L;

	private Ascii() {
	}

	/**
	 * Counts the others.
	 * @param bytes the bytes
	 * @param length how many of them are looked at
	 * @return how many are negative
	 */
	static int countOthers(byte[] bytes, int length) {
		int count = 0;
		int i = beginning(bytes, length);
		for (; i + Long.BYTES <= length; i += Long.BYTES) {
			count += Long.bitCount((long) LONGS.get(bytes, i) & HIGH_BITS);
		}
		for (; i < length; i++) {
			count += (bytes[i] < 0) ? 1 : 0;
		}
		return count;
	}

	/**
	 * Skips what is ASCII, four times eight at a time: most texts are nothing else.
	 * @return a place before which there are no others
	 */
	private static int beginning(byte[] bytes, int length) {
		int i = 0;
		int last = length - 4 * Long.BYTES;
		while (i <= last && (eightsAt(bytes, i) & HIGH_BITS) == 0) {
			i += 4 * Long.BYTES;
		}
		return i;
	}

	private static long eightsAt(byte[] bytes, int i) {
		return (long) LONGS.get(bytes, i) | (long) LONGS.get(bytes, i + Long.BYTES)
				| (long) LONGS.get(bytes, i + 2 * Long.BYTES) | (long) LONGS.get(bytes, i + 3 * Long.BYTES);
	}

}
