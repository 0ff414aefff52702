package dev.gai.braintrust.delivery.spool;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DiskFailureTests {

	private final DiskFailure failure = new DiskFailure();

	@Test
	void hasTheDiskTriedAgainAfterASecondOrWhenTheClockWasSetBack() {
		assertThat(this.failure.isToBeTried(1000)).isTrue();

		this.failure.failed(new IOException("full"), 1000);

		assertThat(this.failure.isToBeTried(1000)).isFalse();
		assertThat(this.failure.isToBeTried(1999)).isFalse();
		assertThat(this.failure.isToBeTried(2000)).isTrue();
		assertThat(this.failure.isToBeTried(999)).isTrue();
		this.failure.over();
		assertThat(this.failure.isToBeTried(1001)).isTrue();
	}

	@Test
	void isSaidOnceWhenItBeginsAndOnceWhenItIsOver(CapturedOutput output) {
		this.failure.report();
		this.failure.failed(new IOException("full"), 1);
		assertThat(this.failure.text()).isEqualTo("The disk cannot be written: java.io.IOException: full");
		this.failure.report();
		this.failure.failed(new IOException("still full"), 2);
		this.failure.report();
		this.failure.over();
		this.failure.report();
		this.failure.report();

		assertThat(this.failure.text()).isNull();
		assertThat(output).containsOnlyOnce("Spans are kept in memory for now. The disk cannot be written: ")
			.doesNotContain("still full")
			.containsOnlyOnce("Spans are kept on disk again");
	}

}
