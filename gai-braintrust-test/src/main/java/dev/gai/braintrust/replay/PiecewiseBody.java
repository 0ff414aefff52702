package dev.gai.braintrust.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A body that is sent to the client piece by piece, each as soon as it is there. Whoever
 * reads it otherwise, for a log say, reads nothing.
 */
final class PiecewiseBody extends InputStream {

	private final Answer.Pieces pieces;

	PiecewiseBody(Answer.Pieces pieces) {
		this.pieces = pieces;
	}

	@Override
	public int read() {
		return -1;
	}

	@Override
	public long transferTo(OutputStream out) throws IOException {
		this.pieces.writeTo(out);
		return 0;
	}

}
