package dev.gai.braintrust.console;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangedTracesTests {

	private final ChangedTraces changed = new ChangedTraces();

	@Test
	void areWrittenWhenTheyHaveBeenQuietForASecond() {
		this.changed.add("a", 0);

		assertThat(this.changed.due(millis(1000), false)).isEmpty();
		assertThat(this.changed.due(millis(1001), false)).containsExactly("a");
		this.changed.written("a");
		assertThat(this.changed.due(millis(9000), true)).isEmpty();
	}

	@Test
	void areWrittenAfterFifteenSecondsEvenIfTheyGoOnChanging() {
		for (int i = 0; i <= 30; i++) {
			this.changed.add("a", millis(500 * i));
			assertThat(this.changed.due(millis(500 * i), false)).isEmpty();
		}

		this.changed.add("a", millis(15_001));

		assertThat(this.changed.due(millis(15_001), false)).containsExactly("a");
	}

	@Test
	void areAllWrittenAtTheEndUnlessTheyAreGone() {
		this.changed.add("a", 0);
		this.changed.add("b", 0);

		this.changed.keepOnly(List.of("b", "c"));

		assertThat(this.changed.due(0, true)).containsExactly("b");
	}

	private static long millis(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

}
