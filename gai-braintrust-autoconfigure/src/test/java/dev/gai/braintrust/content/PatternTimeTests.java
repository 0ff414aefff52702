package dev.gai.braintrust.content;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Patterns are given up for what they cost, not for what the machine does meanwhile.
 */
@Tag("thorough")
class PatternTimeTests {

	private final PatternTime time = new PatternTime();

	@Test
	void isNotSpentByOthers() throws InterruptedException {
		Thread other = new Thread(PatternTimeTests::spendAll);

		this.time.start();
		other.start();
		other.join();

		assertThat(this.time.isOver()).isFalse();
	}

	@Test
	void isSpentByTheThreadThatSearchesUntilTheNextSpan() {
		this.time.start();
		spendAll();
		assertThat(this.time.isOver()).isTrue();
		this.time.stop();

		this.time.start();
		assertThat(this.time.isOver()).isTrue();
		this.time.reset();
		assertThat(this.time.isOver()).isFalse();
	}

	private static void spendAll() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long end = threads.getCurrentThreadCpuTime() + PatternTime.MAX_NANOS;
		while (threads.getCurrentThreadCpuTime() <= end) {
			Thread.onSpinWait();
		}
	}

}
