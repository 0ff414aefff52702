package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WrappedBody}.
 */
class WrappedBodyTests {

	private final byte[] bytes = new byte[900_000];

	WrappedBodyTests() {
		new Random(1).nextBytes(this.bytes);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 3, Long.MAX_VALUE })
	void handsOutWhatItHoldsHoweverItIsAskedFor(long atATime) {
		for (int length : new int[] { 1, 65_535, 262_143, 262_144, 262_145, 800_000 }) {
			WrappedBody body = new WrappedBody(this.bytes, length);
			assertThat(body.contentLength()).isEqualTo(length);
			for (int pass = 0; pass < 2; pass++) {
				Received received = new Received(atATime);
				body.subscribe(received);
				assertThat(received.completed).isEqualTo(1);
				assertThat(received.bytes.toByteArray()).hasSize(length).isEqualTo(Arrays.copyOf(this.bytes, length));
			}
		}
	}

	@Test
	void handsOutNothingAfterTheEnd() {
		Received received = new Received(1);
		new WrappedBody(this.bytes, 800_000).subscribe(received);
		received.subscription.request(5);
		assertThat(received.completed).isEqualTo(1);
		assertThat(received.bytes.size()).isEqualTo(800_000);
	}

	@Test
	void whoAsksForLessThanOneSliceIsRefused() {
		Received received = new Received(0);
		new WrappedBody(this.bytes, 10).subscribe(received);
		assertThat(received.error).isInstanceOf(IllegalArgumentException.class);
		assertThat(received.bytes.size()).isZero();
	}

	private static final class Received implements Subscriber<ByteBuffer> {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final long atATime;

		private Subscription subscription;

		private Throwable error;

		private int completed;

		Received(long atATime) {
			this.atATime = atATime;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			subscription.request(this.atATime);
		}

		@Override
		public void onNext(ByteBuffer slice) {
			byte[] part = new byte[slice.remaining()];
			slice.get(part);
			this.bytes.writeBytes(part);
			if (this.completed == 0) {
				this.subscription.request(this.atATime);
			}
		}

		@Override
		public void onError(Throwable error) {
			this.error = error;
		}

		@Override
		public void onComplete() {
			this.completed++;
		}

	}

}
