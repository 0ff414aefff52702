package dev.gai.braintrust.content.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * More values at a time than there are threads for the application's serializers.
 */
@Timeout(60)
@Tag("thorough")
class SerializerThreadsTests {

	private static final int CALLERS = 64;

	private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

	private final SerializerThreads patient = new SerializerThreads(Duration.ofSeconds(50));

	@AfterEach
	void stop() {
		this.callers.shutdownNow();
		Awaitility.await().until(() -> SerializerThreads.free() == SerializerThreads.MAX_THREADS);
	}

	@Test
	void loseNoValueOfQuickSerializers() throws Exception {
		ContentSnapshots snapshots = new ContentSnapshots(
				JsonMapper.builder().addModule(new SimpleModule().addSerializer(Quick.class, new Quickly())).build());
		CyclicBarrier start = new CyclicBarrier(CALLERS);
		List<Future<Object>> trees = new ArrayList<>();

		for (int i = 0; i < CALLERS; i++) {
			Quick value = new Quick("v" + i);
			trees.add(this.callers.submit(() -> {
				start.await();
				return snapshots.take(List.of(value)).tree();
			}));
		}

		for (int i = 0; i < CALLERS; i++) {
			assertThat(trees.get(i).get()).isEqualTo(List.of("quick v" + i));
		}
	}

	@Test
	void haveValuesWaitForAFreeThread() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger most = new AtomicInteger();
		AtomicInteger current = new AtomicInteger();
		List<Future<String>> values = new ArrayList<>();

		for (int i = 0; i < CALLERS; i++) {
			values.add(this.callers.submit(() -> this.patient.within(Quick.class, () -> {
				most.accumulateAndGet(current.incrementAndGet(), Math::max);
				release.await();
				current.decrementAndGet();
				return "done";
			})));
		}
		awaitWaiting(CALLERS - SerializerThreads.MAX_THREADS);
		release.countDown();

		for (Future<String> value : values) {
			assertThat(value.get()).isEqualTo("done");
		}
		assertThat(most).hasValueLessThanOrEqualTo(SerializerThreads.MAX_THREADS);
	}

	@Test
	void giveUpWithoutBlamingATypeThatNeverGotAThread() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		SerializerThreads hurried = new SerializerThreads(Duration.ofSeconds(1));
		List<Future<String>> hanging = hang(release);
		long refused = SerializerThreads.refused();

		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(SerializerThreads.SerializersBusyException.class)
				.isThrownBy(() -> hurried.within(Quick.class, () -> "never"));
		}
		assertThat(SerializerThreads.refused() - refused).isEqualTo(5);
		release.countDown();
		for (Future<String> value : hanging) {
			value.get();
		}

		assertThat(hurried.within(Quick.class, () -> "now")).isEqualTo("now");
	}

	@Test
	void endTheWaitOfACallerThatIsInterrupted() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		List<Future<String>> hanging = hang(release);

		CompletableFuture<Throwable> end = new CompletableFuture<>();
		Thread waiting = new Thread(() -> {
			Throwable thrown = catchThrowable(() -> this.patient.within(Quick.class, () -> "never"));
			end.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError(thrown));
		});
		waiting.start();
		awaitWaiting(1);
		waiting.interrupt();

		assertThat(end.get()).isInstanceOf(SerializerThreads.SerializersBusyException.class);
		release.countDown();
		for (Future<String> value : hanging) {
			assertThat(value.get()).isEqualTo("late");
		}
	}

	@Test
	void leaveTheirThreadsToOthersWhenTheyAreGivenUpBeforeTheyBegin() {
		SerializerThreads impatient = new SerializerThreads(Duration.ZERO);

		for (int i = 0; i < 300; i++) {
			catchThrowable(() -> impatient.within(Slow.class, () -> "never"));
			catchThrowable(() -> new SerializerThreads(Duration.ofNanos(20_000)).within(Slow.class, () -> "perhaps"));
		}

		Awaitility.await().until(() -> SerializerThreads.free() == SerializerThreads.MAX_THREADS);
	}

	@Test
	void leaveTheirThreadsToOthersWhenTheyFail() throws Exception {
		Callable<String> failing = () -> {
			throw new IllegalStateException("failed");
		};

		for (int i = 0; i < 3 * SerializerThreads.MAX_THREADS; i++) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> this.patient.within(Quick.class, failing));
		}

		assertThat(this.patient.within(Quick.class, () -> "now")).isEqualTo("now");
	}

	private List<Future<String>> hang(CountDownLatch release) throws InterruptedException {
		CountDownLatch hang = new CountDownLatch(SerializerThreads.MAX_THREADS);
		List<Future<String>> hanging = new ArrayList<>();
		for (int i = 0; i < SerializerThreads.MAX_THREADS; i++) {
			hanging.add(this.callers.submit(() -> this.patient.within(Slow.class, () -> {
				hang.countDown();
				release.await();
				return "late";
			})));
		}
		assertThat(hang.await(50, TimeUnit.SECONDS)).isTrue();
		return hanging;
	}

	private static void awaitWaiting(int callers) {
		Awaitility.await().until(() -> SerializerThreads.waiting() >= callers);
	}

	record Quick(String name) {
	}

	record Slow() {
	}

	static final class Quickly extends ValueSerializer<Quick> {

		@Override
		public void serialize(Quick value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("quick " + value.name());
		}

	}

}
