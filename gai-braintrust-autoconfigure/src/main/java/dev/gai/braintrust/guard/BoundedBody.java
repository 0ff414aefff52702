package dev.gai.braintrust.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an HTTP answer into memory, up to a largest size. At the first byte
 * beyond it the rest is not waited for and the connection is given up.
 *
 * @since 0.1.0
 */
public final class BoundedBody implements BodySubscriber<byte[]> {

	private final int maxBytes;

	private final boolean whole;

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private @Nullable Subscription subscription;

	private BoundedBody(int maxBytes, boolean whole) {
		this.maxBytes = maxBytes;
		this.whole = whole;
	}

	/**
	 * Reads a body that is of use only as a whole.
	 * @param maxBytes the largest size; a larger body fails with an {@link IOException}
	 * @return the subscriber for one answer
	 */
	public static BoundedBody whole(int maxBytes) {
		return new BoundedBody(maxBytes, true);
	}

	/**
	 * Reads the beginning of a body.
	 * @param maxBytes what is kept of it
	 * @return the subscriber for one answer
	 */
	public static BoundedBody beginning(int maxBytes) {
		return new BoundedBody(maxBytes, false);
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			if (this.body.isDone()) {
				return;
			}
			byte[] part = new byte[Math.min(buffer.remaining(), this.maxBytes - this.bytes.size())];
			buffer.get(part);
			this.bytes.writeBytes(part);
			if (buffer.hasRemaining()) {
				giveUp();
			}
		}
	}

	private void giveUp() {
		if (this.whole) {
			this.body.completeExceptionally(new IOException("the file is larger than " + this.maxBytes + " bytes"));
		}
		else {
			this.body.complete(this.bytes.toByteArray());
		}
		if (this.subscription != null) {
			this.subscription.cancel();
		}
	}

	@Override
	public void onError(Throwable error) {
		this.body.completeExceptionally(error);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.bytes.toByteArray());
	}

}
