package dev.gai.braintrust.export.row.otlp;

/**
 * How many bytes fields take, for lengths that are written before what they are of.
 */
final class FieldSizes {

	private FieldSizes() {
	}

	/**
	 * Bytes of a field of a given length, with all that stands before it.
	 */
	static int delimited(int field, int size) {
		return varint((long) field << 3) + varint(size) + size;
	}

	static int varint(long value) {
		int size = 1;
		for (long left = value >>> 7; left != 0; left >>>= 7) {
			size++;
		}
		return size;
	}

}
