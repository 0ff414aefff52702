package dev.gai.braintrust.springai.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import dev.gai.braintrust.error.AnsweredErrorException;

/**
 * Finds errors in the lines of a stream, each a document of JSON, or an event that has
 * one. Not thread-safe.
 */
final class ErrorLines {

	/** What is longer has an answer. */
	private static final int MAX_LENGTH = 64 * 1024;

	private static final String DATA = "data:";

	private final Consumer<AnsweredErrorException> found;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	ErrorLines(Consumer<AnsweredErrorException> found) {
		this.found = found;
	}

	/**
	 * Takes what has come. Of a line that is too long nothing is kept but that.
	 * @param bytes the bytes
	 */
	void add(byte[] bytes) {
		int start = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				keep(bytes, start, i);
				look();
				this.line.reset();
				start = i + 1;
			}
		}
		keep(bytes, start, bytes.length);
		// What comes last need not end with a line, and is read as soon as it is whole.
		if (bytes.length > 0 && bytes[bytes.length - 1] == '}') {
			look();
		}
	}

	private void keep(byte[] bytes, int start, int end) {
		if (this.line.size() <= MAX_LENGTH) {
			this.line.write(bytes, start, Math.min(end - start, MAX_LENGTH + 1));
		}
	}

	private void look() {
		if (this.line.size() == 0 || this.line.size() > MAX_LENGTH) {
			return;
		}
		String text = this.line.toString(StandardCharsets.UTF_8);
		AnsweredErrorException error = AnsweredError.of(text.startsWith(DATA) ? text.substring(DATA.length()) : text);
		if (error != null) {
			this.found.accept(error);
		}
	}

}
