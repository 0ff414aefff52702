package dev.gai.braintrust.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow.Subscription;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedBodyTests {

	private boolean cancelled;

	@Test
	void readsAWholeBody() {
		BoundedBody body = subscribed(BoundedBody.whole(6));
		body.onNext(List.of(bytes("abc"), bytes("def")));
		assertThat(body.getBody().toCompletableFuture()).isNotDone();
		body.onComplete();

		assertThat(body.getBody().toCompletableFuture().join()).isEqualTo("abcdef".getBytes(StandardCharsets.UTF_8));
		assertThat(this.cancelled).isFalse();
	}

	@Test
	void refusesOneThatIsTooLarge() {
		BoundedBody body = subscribed(BoundedBody.whole(5));
		body.onNext(List.of(bytes("abc"), bytes("def"), bytes("ghi")));

		assertThat(body.getBody().toCompletableFuture()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(IOException.class)
			.withMessageContaining("larger than 5 bytes");
		assertThat(this.cancelled).isTrue();
	}

	@Test
	void keepsTheBeginningOfALongOne() {
		BoundedBody body = subscribed(BoundedBody.beginning(5));
		body.onNext(List.of(bytes("abc"), bytes("def"), bytes("ghi")));
		body.onNext(List.of(bytes("more")));

		assertThat(body.getBody().toCompletableFuture().join()).isEqualTo("abcde".getBytes(StandardCharsets.UTF_8));
		assertThat(this.cancelled).isTrue();
	}

	@Test
	void givesUpAnUnwantedOneAtItsFirstByte() {
		BoundedBody body = subscribed(BoundedBody.beginning(0));
		body.onNext(List.of(bytes("a")));

		assertThat(body.getBody().toCompletableFuture().join()).isEqualTo(new byte[0]);
		assertThat(this.cancelled).isTrue();
	}

	@Test
	void passesOnWhatBreaksTheConnection() {
		BoundedBody body = subscribed(BoundedBody.whole(5));
		body.onError(new IOException("reset"));

		assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
	}

	private BoundedBody subscribed(BoundedBody body) {
		body.onSubscribe(new Subscription() {

			@Override
			public void request(long n) {
				assertThat(n).isPositive();
			}

			@Override
			public void cancel() {
				BoundedBodyTests.this.cancelled = true;
			}

		});
		return body;
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
