package dev.gai.braintrust.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Tag("thorough")
class SpanSenderFaultTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	/** Enough for a backend that answers, on a machine that does other work as well. */
	private static final DeliverySettings SHORT_TIMEOUT = SendingFixture.timeout(SendingFixture.QUICK,
			Duration.ofSeconds(1));

	@ParameterizedTest
	@ValueSource(ints = { 200, 503 })
	void deadlineCoversAStalledBody(int status) throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend.stallAfterHeaders(status), RawBackend.accept200());
				SendingFixture sending = new SendingFixture(backend.url(), SHORT_TIMEOUT).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> sending.counts().delivered() == 3);
			assertThat(category(sending)).isEqualTo(FailureCategory.TIMEOUT);
			assertThat(backend.requests()).isEqualTo(2);
			assertThat(sending.counts().totalDropped()).isZero();
		}
	}

	@Test
	void flushAsksOnceMoreWhenTheRequestInFlightFails() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch flushing = new CountDownLatch(1);
		RawBackend.Behaviour refuseLate = (socket, backend) -> {
			asked.countDown();
			awaitLatch(flushing);
			RawBackend.answer("HTTP/1.1 401 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
				.serve(socket, backend);
			socket.close();
		};
		try (RawBackend backend = new RawBackend(refuseLate, RawBackend.accept200());
				SendingFixture sending = new SendingFixture(backend.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			asked.await();
			AtomicReference<@Nullable Boolean> flushed = new AtomicReference<>();
			Thread flusher = new Thread(() -> flushed.set(sending.sender.flush(LONG)));
			flusher.start();
			await(() -> flusher.getState() == Thread.State.TIMED_WAITING);
			flushing.countDown();
			flusher.join();
			assertThat(flushed.get()).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
		}
	}

	@Test
	void deadlineCoversABackendThatHangs() throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend.hang(), RawBackend.hang(), RawBackend.accept200());
				SendingFixture sending = new SendingFixture(backend.url(), SHORT_TIMEOUT).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> sending.counts().delivered() == 3);
			assertThat(category(sending)).isEqualTo(FailureCategory.TIMEOUT);
		}
	}

	@Test
	void doesNotWaitForTheEndOfAnEndlessAnswer() throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend.endlessBody());
				SendingFixture sending = new SendingFixture(backend.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> category(sending) == FailureCategory.WRONG_ENDPOINT);
			assertThat(backend.requests()).isEqualTo(1);
			assertThat(sending.counts().logged()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<p>Sign in</p>",
			"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"error\":\"foo\"}",
			"HTTP/1.1 202 OK\r\nContent-Length: 7\r\n\r\ngarbage" })
	void keepsSpansThatSomethingElseThanAnOtlpEndpointAccepts(String answer) throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend.answer(answer));
				SendingFixture sending = new SendingFixture(backend.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> category(sending) == FailureCategory.WRONG_ENDPOINT);
			assertThat(sending.counts().delivered()).isZero();
			assertThat(sending.counts().logged()).isEqualTo(3);
		}
	}

	@Test
	void namesTheProxyThatWantsAPassword() throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend
			.answer("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"));
				SendingFixture sending = new SendingFixture(backend.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> category(sending) == FailureCategory.PROXY_AUTHENTICATION);
			assertThat(sending.counts().logged()).isEqualTo(3);
		}
	}

	@Test
	void repeatsWhenTheConnectionBreaks() throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend.closeWithoutAnswer(), RawBackend.reset(),
				RawBackend.answer("what?\r\n\r\n"), RawBackend.reset(), RawBackend.accept200());
				SendingFixture sending = new SendingFixture(backend.url(), SHORT_TIMEOUT).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> sending.counts().delivered() == 3);
			assertThat(sending.counts().totalDropped()).isZero();
			assertThat(backend.received.get(backend.received.size() - 1)).isEqualTo(Frames.names(0, 3));
		}
	}

	@Test
	void waitsForABackendThatIsNotThereYet() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			URI url = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/otel/v1/traces");
			free.close();
			try (SendingFixture sending = new SendingFixture(url, SendingFixture.QUICK).start()) {
				sending.append(Frames.names(0, 3));
				await(() -> sending.outcomes.failuresInARow() >= 2);
				assertThat(category(sending)).isEqualTo(FailureCategory.NETWORK);
				assertThat(sending.counts().logged()).isEqualTo(3);
			}
		}
	}

	@Test
	void flushAndStopEndInTimeThoughTheBackendHangs() throws IOException {
		DeliverySettings patience = SendingFixture.timeout(SendingFixture.QUICK, Duration.ofMinutes(1));
		try (RawBackend backend = new RawBackend(RawBackend.hang())) {
			SendingFixture sending = new SendingFixture(backend.url(), patience).start();
			sending.append(Frames.names(0, 3));
			await(() -> !backend.received.isEmpty());
			long start = System.nanoTime();
			assertThat(sending.sender.flush(Duration.ofMillis(100))).isFalse();
			sending.stop(Duration.ofMillis(100));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
			assertThat(sending.counts().logged()).isEqualTo(3);
			sending.close();
			assertThat(sending.counts().logged()).isZero();
			assertThat(sending.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 3L);
		}
	}

	@Test
	void stopsThoughItWasNeverStarted() {
		SendingFixture sending = new SendingFixture(URI.create("http://127.0.0.1:9/"), SendingFixture.QUICK);
		sending.append(Frames.named("a"));
		assertThat(sending.sender.flush(LONG)).isFalse();
		sending.close();
		assertThat(sending.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 1L);
	}

	@ParameterizedTest
	@ValueSource(classes = { OutOfMemoryError.class, NoClassDefFoundError.class, IllegalStateException.class,
			InterruptedException.class })
	void goesOnWhateverBreaks(Class<? extends Throwable> type) throws Exception {
		Throwable failure = type.getConstructor().newInstance();
		try (RawBackend backend = new RawBackend(RawBackend.accept200())) {
			ExportCounters counters = new ExportCounters();
			SpanLog log = new FailingLog(new MemorySpanLog(1_000_000, counters), failure);
			Destination destination = new Destination(backend.url(), null, "project_name:demo");
			try (SendingFixture sending = new SendingFixture(destination, SendingFixture.QUICK, log).start()) {
				sending.append(Frames.named("a"));
				await(() -> counters.counts().logged() == 1 && log.spans() == 0);
				assertThat(backend.received).contains(List.of("a"));
				assertThat(sending.counts().delivered()).isEqualTo(1);
			}
		}
	}

	/** It gives up what it keeps for frames to come, then. */
	@Test
	void readsTheLogNowAndThenWhereThereIsNothing() throws IOException {
		try (RawBackend backend = new RawBackend(RawBackend.accept200())) {
			ExportCounters counters = new ExportCounters();
			FailingLog log = new FailingLog(new MemorySpanLog(1_000_000, counters), null);
			Destination destination = new Destination(backend.url(), null, "project_name:demo");
			try (SendingFixture sending = new SendingFixture(destination, SendingFixture.QUICK, log).start()) {
				await(() -> log.readInVain() > 1);
				sending.append(Frames.named("a"));
				await(() -> counters.counts().logged() == 1 && log.spans() == 0);
				int before = log.readInVain();
				await(() -> log.readInVain() > before + 1);
				assertThat(backend.received).containsExactly(List.of("a"));
			}
		}
	}

	@Test
	void losesNothingAndCountsNothingTwiceInALongStorm() throws IOException {
		AtomicInteger turn = new AtomicInteger();
		RawBackend.Behaviour storm = (socket, backend) -> {
			List<RawBackend.Behaviour> weather = List.of(RawBackend.closeWithoutAnswer(), RawBackend.reset(),
					RawBackend.answer("HTTP/1.1 503 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
					RawBackend.accept200(), RawBackend.stallAfterHeaders(500));
			weather.get(turn.getAndIncrement() % weather.size()).serve(socket, backend);
		};
		DeliverySettings settings = SendingFixture
			.limits(SendingFixture.timeout(SendingFixture.QUICK, Duration.ofMillis(100)), 50, 1_000_000, false);
		AtomicReference<@Nullable String> unbalanced = new AtomicReference<>();
		try (RawBackend backend = new RawBackend(storm);
				SendingFixture sending = new SendingFixture(backend.url(), settings).start()) {
			for (int i = 0; i < 400; i++) {
				sending.append(Frames.named("span-" + i));
				ExportCounters.Counts counts = sending.counts();
				if (counts.ended() != counts.queued() + counts.logged() + counts.delivered() + counts.totalDropped()) {
					unbalanced.set(counts.toString());
				}
			}
			await(() -> sending.counts().delivered() == 400);
			assertThat(unbalanced.get()).isNull();
			assertThat(sending.counts().totalDropped()).isZero();
			assertThat(sending.counts().logged()).isZero();
			assertThat(backend.received.stream().flatMap(List::stream).distinct()).hasSize(400);
		}
	}

	private static @Nullable FailureCategory category(SendingFixture sending) {
		ExportOutcomes.Failure failure = sending.outcomes.lastFailure();
		return (failure != null) ? failure.category() : null;
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
