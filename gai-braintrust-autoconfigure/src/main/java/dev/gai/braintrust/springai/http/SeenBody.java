package dev.gai.braintrust.springai.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import dev.gai.braintrust.guard.Guard;

/**
 * Keeps what is read of the body of an answer. Of one that is too long nothing is told.
 */
final class SeenBody {

	/** What is longer is likely to be made of bytes. */
	private static final int MAX_LENGTH = 512 * 1024;

	private final Consumer<String> told;

	private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

	SeenBody(Consumer<String> told) {
		this.told = told;
	}

	/**
	 * Looks at a body while it is read.
	 * @param body the body
	 * @return the same bytes
	 */
	InputStream of(InputStream body) {
		return new FilterInputStream(body) {

			@Override
			public int read() throws IOException {
				int read = super.read();
				if (read >= 0) {
					keep(new byte[] { (byte) read }, 0, 1);
				}
				return read;
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				int read = super.read(bytes, offset, length);
				if (read > 0) {
					keep(bytes, offset, read);
				}
				return read;
			}

			@Override
			public boolean markSupported() {
				return false;
			}

		};
	}

	private void keep(byte[] bytes, int offset, int length) {
		if (this.seen.size() <= MAX_LENGTH) {
			this.seen.write(bytes, offset, Math.min(length, MAX_LENGTH + 1));
		}
	}

	/** Tells what has been read, if it was all. */
	void tell() {
		if (this.seen.size() > 0 && this.seen.size() <= MAX_LENGTH) {
			String text = this.seen.toString(StandardCharsets.UTF_8);
			this.seen.reset();
			Guard.run("An answer of a provider is not read", () -> this.told.accept(text));
		}
	}

}
