package dev.gai.braintrust.cost.catalog;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Cuts a file into lines without copying or decoding it. */
final class PriceFileLines {

	private final byte[] bytes;

	private int position;

	PriceFileLines(byte[] bytes) {
		this.bytes = bytes;
	}

	/** The next line; empty behind the last one. */
	Line next() {
		int start = this.position;
		int end = start;
		while (end < this.bytes.length && this.bytes[end] != '\n') {
			end++;
		}
		this.position = Math.min(end + 1, this.bytes.length);
		return new Line(this.bytes, start, end - start);
	}

	/** One line, which can be read more than once. */
	record Line(byte[] bytes, int offset, int length) {

		InputStream open() {
			return new ByteArrayInputStream(this.bytes, this.offset, this.length);
		}

	}

}
