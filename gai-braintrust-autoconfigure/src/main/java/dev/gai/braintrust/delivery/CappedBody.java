package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of an answer. One that goes on for long is not waited for: its
 * status is known, and the connection is given up.
 */
final class CappedBody implements BodySubscriber<byte[]> {

	private static final int MAX_BYTES = 64 * 1024;

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

	private @Nullable Subscription subscription;

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
			byte[] bytes = new byte[Math.min(buffer.remaining(), MAX_BYTES - this.kept.size())];
			buffer.get(bytes);
			this.kept.writeBytes(bytes);
		}
		if (this.kept.size() == MAX_BYTES && this.subscription != null && !this.body.isDone()) {
			this.body.complete(this.kept.toByteArray());
			this.subscription.cancel();
		}
	}

	@Override
	public void onError(Throwable error) {
		this.body.completeExceptionally(error);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.kept.toByteArray());
	}

}
