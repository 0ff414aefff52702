package dev.gai.braintrust.completion;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call the text that is written to a response. What is no text in UTF-8 is only
 * counted. As a stream is used: by one thread at a time.
 */
final class WrittenText extends OutputStream {

	private static final int CHUNK = 8192;

	private final OutputStream target;

	private final TrackedCall call;

	private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
		.onMalformedInput(CodingErrorAction.REPORT)
		.onUnmappableCharacter(CodingErrorAction.REPORT);

	/** The beginning of a character whose rest is still to come. */
	private byte[] rest = new byte[0];

	private boolean text = true;

	private long bytes;

	private @Nullable IOException gone;

	WrittenText(OutputStream target, TrackedCall call) {
		this.target = target;
		this.call = call;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		toTarget(() -> this.target.write(source, offset, length));
		this.bytes += length;
		if (this.text) {
			Guard.run("The text of a response is not recorded", () -> decode(source, offset, length));
		}
	}

	@Override
	public void flush() throws IOException {
		toTarget(this.target::flush);
	}

	@Override
	public void close() throws IOException {
		toTarget(this.target::close);
	}

	/**
	 * Whether an error says that nobody reads the response any more.
	 */
	boolean isGone(Throwable error) {
		return error == this.gone;
	}

	/**
	 * Says how much there was of what is no text.
	 */
	void finish() {
		if (!this.text) {
			this.call.element("<" + this.bytes + " bytes that are no text>");
		}
	}

	private void toTarget(Writing writing) throws IOException {
		try {
			writing.run();
		}
		catch (IOException ex) {
			this.gone = ex;
			throw ex;
		}
	}

	private void decode(byte[] source, int offset, int length) {
		for (int from = 0; from < length && this.text; from += CHUNK) {
			decode(joined(source, offset + from, Math.min(CHUNK, length - from)));
		}
	}

	private ByteBuffer joined(byte[] source, int offset, int length) {
		byte[] all = new byte[this.rest.length + length];
		System.arraycopy(this.rest, 0, all, 0, this.rest.length);
		System.arraycopy(source, offset, all, this.rest.length, length);
		return ByteBuffer.wrap(all);
	}

	private void decode(ByteBuffer input) {
		CharBuffer output = CharBuffer.allocate(input.remaining() + 1);
		CoderResult result = this.decoder.decode(input, output, false);
		this.text = !result.isError();
		this.rest = new byte[input.remaining()];
		input.get(this.rest);
		String decoded = output.flip().toString();
		if (!decoded.isEmpty() && this.text) {
			this.call.element(decoded);
		}
	}

	@FunctionalInterface
	private interface Writing {

		void run() throws IOException;

	}

}
