package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two requests at a time, and what becomes of the second when the first fails.
 */
@Timeout(60)
@Tag("thorough")
class RequestsInFlightTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final DeliverySettings TENS = SendingFixture.limits(SendingFixture.PATIENT, 10, 1_000_000, false);

	@Test
	void sendsTwoRequestsAtATimeOnceOneWasAccepted() {
		CountDownLatch two = new CountDownLatch(2);
		ScriptedBackend.Script script = (names, backend) -> {
			if (!names.contains("span-0")) {
				two.countDown();
				two.await();
			}
			return 200;
		};
		try (ScriptedBackend backend = new ScriptedBackend(script);
				SendingFixture sending = new SendingFixture(backend.url(), TENS)) {
			sending.append(Frames.names(0, 50));
			sending.start();
			await(() -> sending.counts().delivered() == 50);
			assertThat(backend.mostInFlight).hasValue(2);
			assertThat(backend.received.get(0)).isEqualTo(Frames.names(0, 10));
			assertThat(backend.stored).hasSize(50).doesNotHaveDuplicates();
		}
	}

	@Test
	void doesNotSendASmallRequestBesideAFullOne() {
		try (ScriptedBackend backend = new ScriptedBackend((names, server) -> 200);
				SendingFixture sending = new SendingFixture(backend.url(), TENS)) {
			sending.append(Frames.names(0, 23));
			sending.start();
			await(() -> sending.counts().delivered() == 20);
			assertThat(backend.received).containsExactly(Frames.names(0, 10), Frames.names(10, 20));
			assertThat(sending.counts().logged()).isEqualTo(3);
		}
	}

	@Test
	void asksWithOneRequestAsLongAsRequestsFail() {
		AtomicInteger failures = new AtomicInteger();
		ScriptedBackend.Script script = (names, backend) -> (failures.getAndIncrement() < 5) ? 503 : 200;
		try (ScriptedBackend backend = new ScriptedBackend(script);
				SendingFixture sending = new SendingFixture(backend.url(), TENS)) {
			sending.append(Frames.names(0, 40));
			sending.start();
			await(() -> sending.counts().delivered() == 40);
			assertThat(backend.received.subList(0, 6)).containsOnly(Frames.names(0, 10));
			assertThat(backend.stored).hasSize(40).doesNotHaveDuplicates();
		}
	}

	@Test
	void doesNotSendAgainWhatWasAcceptedBesideAFailure() {
		AtomicInteger failures = new AtomicInteger();
		ScriptedBackend.Script script = (names,
				backend) -> (names.contains("span-10") && failures.getAndIncrement() < 3) ? 503 : 200;
		try (ScriptedBackend backend = new ScriptedBackend(script);
				SendingFixture sending = new SendingFixture(backend.url(), TENS)) {
			sending.append(Frames.names(0, 50));
			sending.start();
			await(() -> sending.counts().delivered() == 50);
			assertThat(backend.received.stream().filter((names) -> names.contains("span-20"))).hasSize(1);
			assertThat(backend.received.stream().filter((names) -> names.contains("span-10"))).hasSize(4);
			assertThat(backend.stored).hasSize(50).doesNotHaveDuplicates();
			assertThat(sending.outcomes.failedRequests()).isEqualTo(3);
		}
	}

	@Test
	void halvesOneOfTwoWithoutSendingTheOtherAgain() {
		ScriptedBackend.Script script = (names, backend) -> (names.contains("span-15") || names.contains("span-31"))
				? 400 : 200;
		try (ScriptedBackend backend = new ScriptedBackend(script);
				SendingFixture sending = new SendingFixture(backend.url(), TENS)) {
			sending.append(Frames.names(0, 50));
			sending.start();
			await(() -> sending.counts().logged() == 0);
			assertThat(sending.counts().delivered()).isEqualTo(48);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.REJECTED, 2L));
			assertThat(backend.stored).hasSize(48).doesNotHaveDuplicates();
		}
	}

	@Test
	void asksForTheSecondAgainWhenItWasRefusedBesideAFailure() {
		AtomicInteger failures = new AtomicInteger();
		ScriptedBackend.Script script = (names, backend) -> {
			if (names.contains("span-10") && failures.getAndIncrement() < 1) {
				return 503;
			}
			return names.contains("span-25") ? 413 : 200;
		};
		try (ScriptedBackend backend = new ScriptedBackend(script);
				SendingFixture sending = new SendingFixture(backend.url(), TENS)) {
			sending.append(Frames.names(0, 50));
			sending.start();
			await(() -> sending.counts().logged() == 0);
			assertThat(sending.counts().delivered()).isEqualTo(49);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.TOO_LARGE, 1L));
			assertThat(backend.stored).hasSize(49).doesNotHaveDuplicates();
		}
	}

	@Test
	void countsOnceWhatWasAcceptedBesideAFailureWhenItStops() {
		ScriptedBackend.Script script = (names, backend) -> names.contains("span-10") ? 503 : 200;
		try (ScriptedBackend backend = new ScriptedBackend(script)) {
			SendingFixture sending = new SendingFixture(backend.url(), TENS);
			sending.append(Frames.names(0, 50));
			sending.start();
			await(() -> backend.stored.contains("span-20") && sending.outcomes.failuresInARow() > 0);
			sending.close();
			assertThat(sending.counts().delivered()).isEqualTo(10);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.SHUTDOWN, 40L));
			assertThat(sending.counts().logged()).isZero();
		}
	}

	@Test
	void stopsThoughBothRequestsHang() {
		ScriptedBackend.Script script = (names, backend) -> {
			if (!names.contains("span-0")) {
				new CountDownLatch(1).await();
			}
			return 200;
		};
		try (ScriptedBackend backend = new ScriptedBackend(script)) {
			SendingFixture sending = new SendingFixture(backend.url(), TENS);
			sending.append(Frames.names(0, 50));
			sending.start();
			await(() -> backend.inFlight() == 2);
			sending.close();
			assertThat(sending.counts().delivered()).isEqualTo(10);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.SHUTDOWN, 40L));
		}
	}

	@Test
	void neverSendsARequestOfMoreThanTenMegabytes() {
		DeliverySettings generous = SendingFixture.limits(SendingFixture.PATIENT, 10, 50_000_000, false);
		try (ScriptedBackend backend = new ScriptedBackend((names, server) -> 200);
				SendingFixture sending = new SendingFixture(backend.url(), generous)) {
			sending.append(Frames.names(0, 3));
			sending.append(Frames.named("large-1", 6_000_000));
			sending.append(Frames.named("large-2", 6_000_000));
			sending.append(Frames.named("too-large", 10_000_000));
			sending.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(backend.stored).containsExactlyInAnyOrder("span-0", "span-1", "span-2", "large-1", "large-2");
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.TOO_LARGE, 1L));
		}
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
	}

}
