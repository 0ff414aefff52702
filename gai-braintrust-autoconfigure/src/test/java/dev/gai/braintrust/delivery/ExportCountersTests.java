package dev.gai.braintrust.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class ExportCountersTests {

	private final ExportCounters counters = new ExportCounters();

	@Test
	void countsEveryFate() {
		for (int i = 0; i < 20; i++) {
			this.counters.ended();
		}
		this.counters.unsampled();
		this.counters.filtered();
		this.counters.undecided();
		this.counters.undecided();
		this.counters.undecided();
		this.counters.decided(2);
		this.counters.unsampled(1);
		this.counters.droppedBeforeLog(DropReason.BUFFER_FULL, 1);
		this.counters.droppedBeforeLog(DropReason.BUFFER_FULL, 0);
		this.counters.droppedBeforeLog(DropReason.QUEUE_FULL);
		this.counters.droppedBeforeLog(DropReason.ENCODING_FAILED);
		this.counters.logged(10);
		this.counters.delivered(4);
		this.counters.droppedFromLog(DropReason.LOG_FULL, 2);
		this.counters.droppedFromLog(DropReason.REJECTED, 0);
		this.counters.recovered(5);
		ExportCounters.Counts counts = this.counters.counts();
		assertThat(counts.ended()).isEqualTo(25);
		assertThat(counts.unsampled()).isEqualTo(2);
		assertThat(counts.undecided()).isEqualTo(1);
		assertThat(counts.queued()).isEqualTo(3);
		assertThat(counts.logged()).isEqualTo(9);
		assertThat(counts.delivered()).isEqualTo(4);
		assertThat(counts.dropped()).containsOnlyKeys(DropReason.QUEUE_FULL, DropReason.BUFFER_FULL,
				DropReason.ENCODING_FAILED, DropReason.LOG_FULL);
		assertThat(counts.totalDropped()).isEqualTo(5);
		assertThat(counts.recentlyLost()).isEqualTo(5);
	}

	@Test
	@Timeout(60)
	void balancesAtEveryMoment() throws InterruptedException {
		AtomicBoolean done = new AtomicBoolean();
		List<Thread> writers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread writer = new Thread(() -> write(done));
			writers.add(writer);
			writer.start();
		}
		List<String> wrong = new ArrayList<>();
		for (int i = 0; i < 50_000 && wrong.isEmpty(); i++) {
			ExportCounters.Counts counts = this.counters.counts();
			if (!balances(counts)) {
				wrong.add(counts.toString());
			}
		}
		done.set(true);
		for (Thread writer : writers) {
			writer.join();
		}
		assertThat(wrong).isEmpty();
		assertThat(this.counters.counts().queued()).isZero();
		assertThat(this.counters.counts().logged()).isZero();
	}

	private void write(AtomicBoolean done) {
		for (int i = 0; !done.get(); i++) {
			this.counters.ended();
			switch (i % 9) {
				case 0 -> this.counters.unsampled();
				case 1 -> this.counters.filtered();
				case 2 -> this.counters.droppedBeforeLog(DropReason.QUEUE_FULL);
				case 3 -> {
					this.counters.logged(1);
					this.counters.droppedFromLog(DropReason.LOG_FULL, 1);
				}
				case 4 -> {
					this.counters.logged(1);
					this.counters.recovered(2);
					this.counters.delivered(2);
					this.counters.droppedFromLog(DropReason.DAMAGED, 1);
				}
				case 5 -> {
					this.counters.undecided();
					this.counters.decided(1);
					this.counters.unsampled(1);
				}
				case 6 -> {
					this.counters.undecided();
					this.counters.decided(1);
					this.counters.logged(1);
					this.counters.delivered(1);
				}
				default -> {
					this.counters.logged(1);
					this.counters.delivered(1);
				}
			}
		}
	}

	private static boolean balances(ExportCounters.Counts counts) {
		return counts.undecided() >= 0 && counts.queued() >= 0 && counts.logged() >= 0
				&& counts.ended() == counts.unsampled() + counts.filtered() + counts.undecided() + counts.queued()
						+ counts.logged() + counts.delivered() + counts.totalDropped();
	}

}
