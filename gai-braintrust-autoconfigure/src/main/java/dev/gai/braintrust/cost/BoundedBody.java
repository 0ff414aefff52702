package dev.gai.braintrust.cost;

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
 * Reads a body that must not be larger than it may be. One that is not wanted is given up
 * at its first byte.
 */
final class BoundedBody implements BodySubscriber<byte[]> {

	private final int maxBytes;

	private final boolean wanted;

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private @Nullable Subscription subscription;

	BoundedBody(int maxBytes, boolean wanted) {
		this.maxBytes = maxBytes;
		this.wanted = wanted;
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
			if (buffer.remaining() > this.maxBytes - this.bytes.size()) {
				giveUp();
				return;
			}
			byte[] part = new byte[buffer.remaining()];
			buffer.get(part);
			this.bytes.writeBytes(part);
		}
	}

	private void giveUp() {
		if (this.wanted) {
			this.body.completeExceptionally(new IOException("the file is larger than " + this.maxBytes + " bytes"));
		}
		else {
			this.body.complete(new byte[0]);
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
