package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log on disk beside a list that behaves as it should, and under many threads.
 */
@Timeout(120)
@Tag("thorough")
class SegmentModelTests {

	private final Path temp;

	private Path directory;

	private TestLogs logs;

	SegmentModelTests(@TempDir Path temp) {
		this.temp = temp;
		this.directory = temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
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
					List<Frame> together = new ArrayList<>();
					for (int i = random.nextInt(6); i >= 0 && model.size() < 150; i--) {
						together.add(TestLogs.frame(next, random.nextInt(2_000)));
						model.addLast(next++);
						if (random.nextBoolean()) {
							this.logs.append(log, together);
							together.clear();
						}
					}
					this.logs.append(log, together);
				}
				case 4, 5, 6, 7 -> {
					List<Frame> batch = log.read(1 + random.nextInt(30), 1 + random.nextInt(30_000));
					assertThat(batch == null).isEqualTo(model.isEmpty());
					if (batch != null) {
						assertThat(batch).allMatch(TestLogs::isIntact);
						assertThat(TestLogs.numbers(batch)).isEqualTo(model.stream().limit(batch.size()).toList());
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
					List<Frame> batch = log.read(7, 2_000);
					if (batch != null) {
						int accepted = Math.max(1, batch.size() - 2);
						batch.stream()
							.filter((frame) -> !TestLogs.isIntact(frame))
							.forEach((frame) -> wrong.add("frame"));
						delivered.addAll(TestLogs.numbers(batch.subList(0, accepted)));
						this.logs.counters.delivered(accepted);
						log.acknowledge(accepted);
					}
				}
			});
			reader.start();
			for (int i = 0; i < 20_000;) {
				List<Frame> together = new ArrayList<>();
				do {
					together.add(TestLogs.frame(i, i % 500));
				}
				while (++i % 7 > 0 && i < 20_000);
				this.logs.append(log, together);
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

}
