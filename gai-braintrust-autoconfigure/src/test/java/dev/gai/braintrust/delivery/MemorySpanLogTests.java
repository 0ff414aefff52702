package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MemorySpanLogTests {

	private final ExportCounters counters = new ExportCounters();

	@Test
	void readsInOrderUntilAcknowledged() {
		MemorySpanLog log = new MemorySpanLog(1_000, this.counters);
		assertThat(log.read(10, 1_000)).isNull();
		append(log, 10, 20, 30);
		assertThat(sizes(log.read(10, 1_000))).containsExactly(10, 20, 30);
		log.acknowledge(0);
		assertThat(sizes(log.read(2, 1_000))).containsExactly(10, 20);
		log.acknowledge(1);
		assertThat(sizes(log.read(10, 49))).containsExactly(20);
		assertThat(sizes(log.read(10, 50))).containsExactly(20, 30);
		assertThat(sizes(log.read(10, 1))).containsExactly(20);
		log.acknowledge(1);
		assertThat(log.spans()).isEqualTo(1);
		assertThat(log.bytes()).isEqualTo(30);
		assertThat(log.maxBytes()).isEqualTo(1_000);
		assertThat(log.isDurable()).isFalse();
		assertThat(log.problem()).isNull();
		assertThat(new MemorySpanLog(1, this.counters, "no disk").problem()).isEqualTo("no disk");
	}

	@Test
	void givesUpTheOldestWhenFull() {
		MemorySpanLog log = new MemorySpanLog(100, this.counters);
		append(log, 40, 41, 42);
		assertThat(sizes(log.read(10, 1_000))).containsExactly(41, 42);
		assertThat(this.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 1L);
		assertThat(this.counters.counts().logged()).isEqualTo(2);
	}

	@Test
	void keepsTheOthersWhenAFrameCanNeverFit() {
		MemorySpanLog log = new MemorySpanLog(100, this.counters);
		append(log, 40, 41, 101);
		assertThat(log.spans()).isEqualTo(2);
		assertThat(this.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 1L);
	}

	@Test
	void neverGivesUpFramesInFlight() {
		MemorySpanLog log = new MemorySpanLog(100, this.counters);
		append(log, 40, 41);
		assertThat(sizes(log.read(1, 1_000))).containsExactly(40);
		append(log, 42);
		append(log, 61);
		log.acknowledge(0);
		assertThat(sizes(log.read(10, 1_000))).containsExactly(40, 42);
		assertThat(this.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 2L);
		log.acknowledge(2);
		append(log, 100);
		assertThat(log.spans()).isEqualTo(1);
	}

	@Test
	void saysHowLongTheOldestHasBeenWaiting() {
		MemorySpanLog log = new MemorySpanLog(100, this.counters);
		assertThat(log.oldest()).isZero();
		append(log, 10);
		assertThat(log.oldest()).isPositive().isLessThan(Duration.ofMinutes(1));
		log.read(1, 1);
		log.acknowledge(1);
		assertThat(log.oldest()).isZero();
	}

	@Test
	void countsWhatIsLostWhenItCloses() {
		MemorySpanLog log = new MemorySpanLog(100, this.counters);
		append(log, 10, 11);
		log.read(1, 1);
		log.close();
		log.acknowledge(1);
		append(log, 12);
		log.close();
		assertThat(log.spans()).isZero();
		assertThat(log.bytes()).isZero();
		assertThat(log.read(1, 1)).isNull();
		assertThat(this.counters.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 3L);
		assertThat(this.counters.counts().logged()).isZero();
	}

	@Test
	void staysInBoundsAndOrderUnderAConcurrentReader() throws InterruptedException {
		MemorySpanLog log = new MemorySpanLog(5_000, this.counters);
		List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
		AtomicBoolean done = new AtomicBoolean();
		Thread reader = new Thread(() -> {
			while (!done.get() || log.spans() > 0) {
				List<Frame> batch = log.read(7, 2_000);
				if (batch != null) {
					int accepted = Math.max(1, batch.size() - 2);
					batch.subList(0, accepted).forEach((frame) -> delivered.add(number(frame)));
					this.counters.delivered(accepted);
					log.acknowledge(accepted);
				}
			}
		});
		reader.start();
		long most = 0;
		for (int i = 0; i < 20_000; i++) {
			this.counters.ended();
			log.append(frame(i, 4 + i % 500));
			most = Math.max(most, log.bytes());
		}
		done.set(true);
		reader.join();
		ExportCounters.Counts counts = this.counters.counts();
		assertThat(most).isLessThanOrEqualTo(5_000);
		assertThat(delivered).isSorted().doesNotHaveDuplicates().hasSize((int) counts.delivered());
		assertThat(counts.delivered() + counts.totalDropped()).isEqualTo(20_000);
		assertThat(counts.logged()).isZero();
	}

	private void append(SpanLog log, int... sizes) {
		for (int size : sizes) {
			this.counters.ended();
			log.append(Frame.of(new byte[size]));
		}
	}

	private static Frame frame(int number, int size) {
		byte[] frame = new byte[size];
		ByteBuffer.wrap(frame).putInt(number);
		return Frame.of(frame);
	}

	private static int number(Frame frame) {
		return ByteBuffer.wrap(frame.array()).getInt();
	}

	private static List<Integer> sizes(@Nullable List<Frame> frames) {
		return (frames != null) ? frames.stream().map(Frame::length).toList() : List.of();
	}

}
