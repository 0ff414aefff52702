package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(120)
class SegmentSpanLogTests {

	@TempDir
	private Path temp;

	private Path directory = Path.of("");

	private TestLogs logs = new TestLogs(Path.of(""));

	@BeforeEach
	void createLogs() {
		this.directory = this.temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void readsInOrderUntilAcknowledged() {
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(log.read(10, 1_000)).isNull();
			for (int i = 0; i < 3; i++) {
				this.logs.append(log, TestLogs.frame(i, 10 * (i + 1)));
			}
			assertThat(numbers(log.read(10, 1_000))).containsExactly(0, 1, 2);
			log.acknowledge(0);
			assertThat(numbers(log.read(2, 1_000))).containsExactly(0, 1);
			log.acknowledge(1);
			assertThat(numbers(log.read(10, 49))).containsExactly(1);
			assertThat(numbers(log.read(10, 50))).containsExactly(1, 2);
			assertThat(numbers(log.read(10, 1))).containsExactly(1);
			assertThat(numbers(log.read(0, 0))).containsExactly(1);
			log.acknowledge(1);
			assertThat(log.spans()).isEqualTo(1);
			assertThat(log.bytes()).isEqualTo(30 + FrameHeader.BYTES);
			assertThat(log.maxBytes()).isEqualTo(100_000_000);
			assertThat(log.isDurable()).isTrue();
			assertThat(log.problem()).isNull();
		}
	}

	@Test
	void keepsEmptyAndLargeFrames() {
		try (SegmentSpanLog log = this.logs.open()) {
			List<byte[]> frames = List.of(new byte[0], TestLogs.frame(1, 9_000_000), new byte[0],
					TestLogs.frame(2, 70_000));
			frames.forEach((frame) -> this.logs.append(log, frame));
			List<byte[]> read = new ArrayList<>();
			for (List<byte[]> batch = log.read(1, 1); batch != null; batch = log.read(1, 1)) {
				read.addAll(batch);
				log.acknowledge(1);
			}
			assertThat(read).usingElementComparator(Arrays::compare).isEqualTo(frames);
		}
	}

	@Test
	void readsAcrossSegments() {
		try (SegmentSpanLog log = this.logs.open(80_000)) {
			this.logs.append(log, 0, 400);
			assertThat(TestLogs.files(this.directory, ".segment").size()).isGreaterThan(4);
			List<Integer> batch = numbers(log.read(400, 1_000_000));
			assertThat(batch).containsExactlyElementsOf(IntStream.range(0, 400).boxed().toList());
			log.acknowledge(399);
			assertThat(TestLogs.files(this.directory, ".segment")).hasSize(1);
			assertThat(numbers(log.read(400, 1_000_000))).containsExactly(399);
		}
	}

	@Test
	void seesWhatIsAppendedToASegmentThatWasReadToItsEnd() {
		try (SegmentSpanLog log = this.logs.open(8_000)) {
			int next = 0;
			for (int round = 0; round < 50; round++) {
				this.logs.append(log, next, next + 3);
				assertThat(this.logs.drain(log)).containsExactly(next, next + 1, next + 2);
				next += 3;
			}
			assertThat(this.logs.counters.counts().totalDropped()).isZero();
		}
	}

	@Test
	void goesOnWhereTheLastProcessEnded() {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 10);
			log.read(4, 100_000);
			log.acknowledge(4);
		}
		assertThat(this.logs.counters.counts().logged()).isEqualTo(10);
		assertThat(this.logs.counters.counts().totalDropped()).isZero();
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(log.spans()).isEqualTo(6);
			assertThat(this.logs.counters.counts().ended()).isEqualTo(6);
			this.logs.append(log, 10, 12);
			assertThat(this.logs.drain(log)).containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
			assertThat(this.logs.counters.counts().logged()).isZero();
			assertThat(this.directory.toFile().list()).hasSize(1);
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void takesNothingAfterItIsClosed() {
		SegmentSpanLog log = this.logs.open();
		this.logs.append(log, 0, 2);
		log.read(1, 1_000);
		log.close();
		log.acknowledge(1);
		this.logs.append(log, 2, 3);
		log.close();
		assertThat(log.read(1, 1_000)).isNull();
		assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 1L);
		assertThat(this.logs.counters.counts().logged()).isEqualTo(2);
		try (SegmentSpanLog next = this.logs.open()) {
			assertThat(this.logs.drain(next)).containsExactly(0, 1);
		}
	}

	@Test
	void saysHowLongTheOldestHasBeenWaiting() {
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(log.oldest()).isZero();
			this.logs.append(log, 0, 1);
			this.logs.clock.addAndGet(1_000);
			this.logs.append(log, 1, 2);
			this.logs.clock.addAndGet(1_000);
			this.logs.append(log, 2, 3);
			this.logs.clock.addAndGet(1_000);
			assertThat(log.oldest()).isEqualTo(Duration.ofSeconds(3));
			log.read(2, 100_000);
			log.acknowledge(1);
			assertThat(log.oldest()).isEqualTo(Duration.ofSeconds(2));
			log.read(1, 100_000);
			log.acknowledge(1);
			assertThat(log.oldest()).isEqualTo(Duration.ofSeconds(1));
			log.read(1, 100_000);
			log.acknowledge(1);
			assertThat(log.oldest()).isZero();
			this.logs.append(log, 3, 4);
		}
		this.logs.clock.addAndGet(5_000);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(log.oldest()).isEqualTo(Duration.ofSeconds(5));
		}
	}

	@Test
	void givesUpTheOldestWhenFull() throws IOException {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 1_000);
			assertThat(bytesOnDisk()).isLessThanOrEqualTo(20_000);
			ExportCounters.Counts counts = this.logs.counters.counts();
			assertThat(counts.dropped()).containsOnlyKeys(DropReason.LOG_FULL);
			assertThat(counts.logged()).isEqualTo(log.spans()).isGreaterThan(130);
			List<Integer> left = this.logs.drain(log);
			assertThat(left)
				.containsExactlyElementsOf(IntStream.range(1_000 - (int) counts.logged(), 1_000).boxed().toList());
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void neverGivesUpFramesInFlight() {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 100);
			List<Integer> inFlight = numbers(log.read(50, 1_000_000));
			this.logs.append(log, 100, 1_000);
			log.acknowledge(0);
			assertThat(numbers(log.read(50, 1_000_000))).isEqualTo(inFlight).startsWith(0, 1).hasSize(50);
			this.logs.append(log, TestLogs.frame(1_000, 18_000));
			assertThat(this.logs.counters.counts().dropped()).containsOnlyKeys(DropReason.LOG_FULL);
			log.acknowledge(50);
			this.logs.counters.delivered(50);
			assertThat(log.spans()).isEqualTo(this.logs.counters.counts().logged());
			assertThat(this.logs.drain(log)).endsWith(998, 999).isSorted();
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void keepsTheOthersWhenAFrameCanNeverFit() {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 10);
			this.logs.append(log, TestLogs.frame(99, 20_000));
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 1L);
			assertThat(log.spans()).isEqualTo(10);
			this.logs.append(log, TestLogs.frame(10, 19_000));
			assertThat(this.logs.drain(log)).containsExactly(10);
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 11L);
		}
	}

	@Test
	void givesUpWhatIsTooOld() {
		try (SegmentSpanLog log = this.logs.open(8_000)) {
			this.logs.append(log, 0, 15);
			this.logs.clock.addAndGet(Duration.ofHours(12).toMillis());
			this.logs.append(log, 15, 20);
			this.logs.clock.addAndGet(Duration.ofHours(12).toMillis());
			assertThat(log.spans()).isEqualTo(20);
			this.logs.clock.addAndGet(1);
			assertThat(numbers(log.read(2, 1_000))).containsExactly(15, 16);
			assertThat(this.logs.counters.counts().dropped()).containsOnly(Map.entry(DropReason.EXPIRED, 15L));
			this.logs.clock.addAndGet(Duration.ofHours(13).toMillis());
			this.logs.append(log, 20, 21);
			assertThat(numbers(log.read(0, 0))).containsExactly(20);
			log.acknowledge(1);
			this.logs.counters.delivered(1);
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.EXPIRED, 20L);
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void givesUpWhatIsTooOldOrTooMuchWhenItOpens() {
		try (SegmentSpanLog log = this.logs.open(80_000)) {
			this.logs.append(log, 0, 400);
			this.logs.clock.addAndGet(Duration.ofHours(12).toMillis());
			this.logs.append(log, 400, 500);
		}
		try (SegmentSpanLog log = this.logs.open(40_000)) {
			ExportCounters.Counts counts = this.logs.counters.counts();
			assertThat(counts.ended()).isEqualTo(500);
			assertThat(counts.logged()).isEqualTo(log.spans()).isBetween(200L, 312L);
			assertThat(counts.dropped()).containsOnlyKeys(DropReason.LOG_FULL);
		}
		this.logs.clock.addAndGet(Duration.ofHours(23).toMillis());
		try (SegmentSpanLog log = this.logs.open(40_000)) {
			assertThat(this.logs.counters.counts().dropped()).containsOnlyKeys(DropReason.EXPIRED);
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(IntStream.range(400, 500).boxed().toList());
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void behavesAsAListWould(long seed) throws IOException {
		Random random = new Random(seed);
		this.logs.bytesInMemory = seed % 3 * 20_000L;
		Deque<Integer> model = new ArrayDeque<>();
		int next = 0;
		SegmentSpanLog log = this.logs.open(400_000);
		for (int step = 0; step < 1_500; step++) {
			switch (random.nextInt(10)) {
				case 0, 1, 2, 3 -> {
					for (int i = random.nextInt(6); i >= 0 && model.size() < 150; i--) {
						this.logs.append(log, TestLogs.frame(next, random.nextInt(2_000)));
						model.addLast(next++);
					}
				}
				case 4, 5, 6, 7 -> {
					List<byte[]> batch = log.read(1 + random.nextInt(30), 1 + random.nextInt(30_000));
					assertThat(batch == null).isEqualTo(model.isEmpty());
					if (batch != null) {
						assertThat(batch).allMatch(TestLogs::isIntact);
						assertThat(numbers(batch)).isEqualTo(model.stream().limit(batch.size()).toList());
						int settled = random.nextInt(batch.size() + 1);
						log.acknowledge(settled);
						for (int i = 0; i < settled; i++) {
							model.removeFirst();
						}
					}
				}
				case 8 -> {
					if (random.nextInt(10) == 0) {
						log.close();
						log = this.logs.open(400_000);
					}
				}
				default -> {
					if (random.nextInt(10) == 0) {
						// Killed: what is on the disk in this moment is opened again.
						Path killed = this.directory;
						this.directory = this.temp.resolve("spool-" + step);
						TestLogs.copy(killed, this.directory);
						log.close();
						this.logs = new TestLogs(this.directory);
						log = this.logs.open(400_000);
					}
				}
			}
			assertThat(log.spans()).isEqualTo(model.size());
			assertThat(log.bytes() == 0).isEqualTo(model.isEmpty());
		}
		assertThat(this.logs.drain(log)).isEqualTo(new ArrayList<>(model));
		assertThat(this.logs.counters.counts().totalDropped()).isZero();
		log.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void balancesUnderAConcurrentReaderAndWriters() throws InterruptedException {
		try (SegmentSpanLog log = this.logs.open(60_000)) {
			List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
			AtomicBoolean done = new AtomicBoolean();
			List<String> wrong = Collections.synchronizedList(new ArrayList<>());
			Thread reader = new Thread(() -> {
				while (!done.get() || log.spans() > 0) {
					List<byte[]> batch = log.read(7, 2_000);
					if (batch != null) {
						int accepted = Math.max(1, batch.size() - 2);
						batch.stream()
							.filter((frame) -> !TestLogs.isIntact(frame))
							.forEach((frame) -> wrong.add("frame"));
						delivered.addAll(numbers(batch.subList(0, accepted)));
						this.logs.counters.delivered(accepted);
						log.acknowledge(accepted);
					}
				}
			});
			reader.start();
			for (int i = 0; i < 20_000; i++) {
				this.logs.append(log, TestLogs.frame(i, i % 500));
				if (log.spans() < 0 || log.bytes() < 0 || log.oldest().isNegative()) {
					wrong.add("figures");
				}
			}
			done.set(true);
			reader.join();
			ExportCounters.Counts counts = this.logs.counters.counts();
			assertThat(wrong).isEmpty();
			assertThat(delivered).isSorted().doesNotHaveDuplicates().hasSize((int) counts.delivered());
			assertThat(counts.delivered() + counts.totalDropped()).isEqualTo(20_000);
			assertThat(counts.dropped().keySet()).isSubsetOf(DropReason.LOG_FULL);
			assertThat(counts.logged()).isZero();
			assertThat(log.spans()).isZero();
			assertThat(log.bytes()).isZero();
		}
	}

	@Test
	void countsAFrameThatCouldNotBeAppended() throws IOException {
		AtomicBoolean full = new AtomicBoolean();
		SpoolSettings settings = new SpoolSettings(true, this.directory, 1_000_000, Duration.ofHours(1), false);
		try (SegmentSpanLog log = new SegmentSpanLog(settings, this.logs.counters, () -> {
			if (full.get()) {
				throw new OutOfMemoryError("simulated");
			}
			return 1_800_000_000_000L;
		})) {
			this.logs.append(log, 0, 5);
			full.set(true);
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.logs.append(log, 5, 6));
			full.set(false);
			this.logs.append(log, 6, 8);
			assertThat(this.logs.drain(log)).containsExactly(0, 1, 2, 3, 4, 6, 7);
			assertThat(this.logs.counters.counts().dropped()).containsOnly(Map.entry(DropReason.LOG_FAILED, 1L));
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void readsAFrameWithoutCopyingIt() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long thread = Thread.currentThread().getId();
		try (SegmentSpanLog log = this.logs.open()) {
			for (int i = 0; i < 2_000; i++) {
				this.logs.append(log, TestLogs.frame(i, 5_000));
			}
			long before = threads.getThreadAllocatedBytes(thread);
			int frames = 0;
			for (List<byte[]> batch = log.read(500, 10_000_000); batch != null; batch = log.read(500, 10_000_000)) {
				frames += batch.size();
				log.acknowledge(batch.size());
			}
			long allocated = threads.getThreadAllocatedBytes(thread) - before;
			assertThat(frames).isEqualTo(2_000);
			// The frame itself, and little else.
			assertThat(allocated / frames).isBetween(5_000L, 6_500L);
		}
	}

	@Test
	void anInterruptedThreadMayAppendAndRead() {
		try (SegmentSpanLog log = this.logs.open(8_000)) {
			Thread.currentThread().interrupt();
			this.logs.append(log, 0, 30);
			assertThat(this.logs.drain(log)).hasSize(30);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(this.logs.counters.counts().totalDropped()).isZero();
			assertThat(log.problem()).isNull();
		}
	}

	@Test
	void writesThroughToTheDeviceWhenAsked() {
		SpoolSettings settings = new SpoolSettings(true, this.directory, 1_000_000, Duration.ofHours(1), true);
		try (SegmentSpanLog log = this.logs.open(settings, this.logs.counters)) {
			this.logs.append(log, 0, 5);
			assertThat(this.logs.drain(log)).hasSize(5);
		}
	}

	@Test
	void writesNothingButFrames() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, "only this".getBytes(StandardCharsets.UTF_8));
			assertThat(TestLogs.files(this.directory, ".segment")).singleElement()
				.satisfies((file) -> assertThat(file).hasSize(FrameHeader.BYTES + 9));
			assertThat(TestLogs.files(this.directory, "lock").get(0)).hasBinaryContent(new byte[1]);
		}
	}

	private long bytesOnDisk() throws IOException {
		long bytes = 0;
		for (Path file : TestLogs.files(this.directory, ".segment")) {
			bytes += Files.size(file);
		}
		return bytes;
	}

	private static List<Integer> numbers(@Nullable List<byte[]> frames) {
		return (frames != null) ? TestLogs.numbers(frames) : List.of();
	}

}
