package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames in segments on disk: their order, and what is left of them after a restart.
 */
@Timeout(120)
class SegmentSpanLogTests {

	private final Path directory;

	private final TestLogs logs;

	SegmentSpanLogTests(@TempDir Path temp) {
		this.directory = temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void readsInOrderUntilAcknowledged() {
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(log.read(10, 1_000)).isNull();
			for (int i = 0; i < 3; i++) {
				this.logs.append(log, TestLogs.frame(i, 10 * (i + 1)));
			}
			assertThat(TestLogs.numbers(log.read(10, 1_000))).containsExactly(0, 1, 2);
			log.acknowledge(0);
			assertThat(TestLogs.numbers(log.read(2, 1_000))).containsExactly(0, 1);
			log.acknowledge(1);
			assertThat(TestLogs.numbers(log.read(10, 49))).containsExactly(1);
			assertThat(TestLogs.numbers(log.read(10, 50))).containsExactly(1, 2);
			assertThat(TestLogs.numbers(log.read(10, 1))).containsExactly(1);
			assertThat(TestLogs.numbers(log.read(0, 0))).containsExactly(1);
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
			List<byte[]> frames = List.of(new byte[0], TestLogs.frame(1, 9_000_000).copy(), new byte[0],
					TestLogs.frame(2, 70_000).copy());
			frames.forEach((frame) -> this.logs.append(log, Frame.of(frame)));
			List<byte[]> read = new ArrayList<>();
			for (List<Frame> batch = log.read(1, 1); batch != null; batch = log.read(1, 1)) {
				batch.forEach((frame) -> read.add(frame.copy()));
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
			List<Integer> batch = TestLogs.numbers(log.read(400, 1_000_000));
			assertThat(batch).containsExactlyElementsOf(IntStream.range(0, 400).boxed().toList());
			log.acknowledge(399);
			assertThat(TestLogs.files(this.directory, ".segment")).hasSize(1);
			assertThat(TestLogs.numbers(log.read(400, 1_000_000))).containsExactly(399);
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
	void readsFramesIntoTheMemoryOfThoseBefore() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long thread = Thread.currentThread().getId();
		try (SegmentSpanLog log = this.logs.open()) {
			for (int i = 0; i < 2_000; i++) {
				this.logs.append(log, TestLogs.frame(i, 5_000));
			}
			long before = threads.getThreadAllocatedBytes(thread);
			int frames = 0;
			for (List<Frame> batch = log.read(500, 10_000_000); batch != null; batch = log.read(500, 10_000_000)) {
				frames += batch.size();
				log.acknowledge(batch.size());
			}
			long allocated = threads.getThreadAllocatedBytes(thread) - before;
			assertThat(frames).isEqualTo(2_000);
			// One batch in four, and little else.
			assertThat(allocated / frames).isLessThan(2_000);
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
			this.logs.append(log, Frame.of("only this".getBytes(StandardCharsets.UTF_8)));
			assertThat(TestLogs.files(this.directory, ".segment")).singleElement()
				.satisfies((file) -> assertThat(file).hasSize(FrameHeader.BYTES + 9));
			assertThat(TestLogs.files(this.directory, "lock").get(0)).hasBinaryContent(new byte[1]);
		}
	}

}
