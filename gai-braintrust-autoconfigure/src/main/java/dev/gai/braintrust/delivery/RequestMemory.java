package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Memory for the bodies of requests, which is used again for the next ones: a body has
 * megabytes. No more is kept than two requests need, and none that the application needs
 * itself. Used by one thread.
 */
final class RequestMemory {

	private static final int MOST = 2;

	private static final int LARGEST_KEPT = 16 * 1024 * 1024;

	/** Bodies are of about the same size, so that one fits where another was. */
	private static final int STEP = 256 * 1024;

	private final Deque<SoftReference<byte[]>> spare = new ArrayDeque<>(MOST);

	/**
	 * Lends memory.
	 * @param size about how large the body will be
	 * @return where to write it
	 */
	Body take(int size) {
		for (SoftReference<byte[]> kept = this.spare.poll(); kept != null; kept = this.spare.poll()) {
			byte[] bytes = kept.get();
			if (bytes != null && bytes.length >= size) {
				return new Body(bytes);
			}
		}
		return new Body(new byte[(size <= LARGEST_KEPT) ? (size / STEP + 1) * STEP : size]);
	}

	/**
	 * Takes memory back.
	 * @param body the body of a request that has been accepted as a whole
	 */
	void giveBack(Body body) {
		if (body.isHandedOut() && body.memory().length <= LARGEST_KEPT && this.spare.size() < MOST) {
			this.spare.add(new SoftReference<>(body.memory()));
		}
	}

	/** Hands out what it holds without copying it. */
	static final class Body extends ByteArrayOutputStream {

		private @Nullable WrappedBody published;

		Body(byte[] memory) {
			super(0);
			this.buf = memory;
		}

		WrappedBody publisher() {
			WrappedBody publisher = new WrappedBody(this.buf, this.count);
			this.published = publisher;
			return publisher;
		}

		private boolean isHandedOut() {
			return this.published != null && this.published.isHandedOut();
		}

		private byte[] memory() {
			return this.buf;
		}

	}

}
