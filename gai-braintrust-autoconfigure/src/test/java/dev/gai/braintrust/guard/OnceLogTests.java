package dev.gai.braintrust.guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OnceLogTests {

	private final OnceLog log = new OnceLog(OnceLogTests.class, 3);

	@Test
	void saysTheSameThingOnce(CapturedOutput output) {
		this.log.warn("a price is missing");
		this.log.warn("a price is missing");
		this.log.info("model", () -> "the model is small");
		this.log.info("model", () -> "the model is smaller");

		assertThat(output.getOut()).containsOnlyOnce("a price is missing. Reported once.")
			.containsOnlyOnce("the model is small. Reported once.")
			.doesNotContain("smaller");
	}

	@Test
	void isSilentAfterSoManyThings(CapturedOutput output) {
		for (int i = 0; i < 100; i++) {
			this.log.warn("thing " + i);
		}

		assertThat(output.getOut()).contains("thing 2.").doesNotContain("thing 3.");
	}

}
