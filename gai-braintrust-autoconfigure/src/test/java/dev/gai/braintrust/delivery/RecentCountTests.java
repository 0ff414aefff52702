package dev.gai.braintrust.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentCountTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final RecentCount count = new RecentCount(this.now::get);

	@Test
	void forgetsAfterFiveMinutes() {
		this.count.add(3);
		pass(100);
		this.count.add(4);
		assertThat(this.count.sum()).isEqualTo(7);
		pass(199);
		assertThat(this.count.sum()).isEqualTo(7);
		pass(20);
		assertThat(this.count.sum()).isEqualTo(4);
		pass(100);
		assertThat(this.count.sum()).isZero();
	}

	@Test
	void startsAnewInAStepOfAnEarlierRound() {
		this.count.add(3);
		pass(310);
		this.count.add(1);
		assertThat(this.count.sum()).isEqualTo(1);
		pass(100_000);
		assertThat(this.count.sum()).isZero();
	}

	private void pass(long seconds) {
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
	}

}
