package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of the application.
 */
@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void deliversWhatWaits(CapturedOutput output) {
		TracedPipeline pipeline = pipeline(Duration.ofSeconds(10));
		call(pipeline, 20);

		pipeline.close();

		assertThat(braintrust.spans()).hasSize(20);
		assertThat(pipeline.counts().delivered()).isEqualTo(20);
		assertThat(lines(output)).singleElement().asString().contains("INFO").contains("20 spans delivered");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isBoundedWhenTheServiceHangsOrFails(boolean hangs, CapturedOutput output) {
		braintrust.answers(hangs ? WireMock.aResponse().withFixedDelay(60_000) : WireMock.aResponse().withStatus(503));
		TracedPipeline pipeline = pipeline(Duration.ofMillis(400));
		call(pipeline, 5);
		// The time is for sending: it is not to be used up by a writer that has just
		// begun.
		Awaitility.await().until(() -> pipeline.counts().queued() == 0);

		long start = System.nanoTime();
		pipeline.close();

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
		assertThat(lines(output)).singleElement().asString().contains("0 spans delivered, 5 not delivered");
		assertThat(pipeline.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 5L);
		assertThat(pipeline.counts().queued() + pipeline.counts().logged()).isZero();
	}

	@Test
	void givesUpWhatCannotBeWrittenInTime() {
		TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.shutdownTimeout(Duration.ofMillis(300))
			.filter((span) -> {
				java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
				return span;
			})
			.start();
		call(pipeline, 10);

		pipeline.close();

		assertThat(pipeline.counts().dropped().get(DropReason.SHUTDOWN)).isGreaterThanOrEqualTo(8);
	}

	@Test
	void countsASpanThatEndsTooLate() {
		TracedPipeline pipeline = pipeline(Duration.ofSeconds(5));
		ActiveSpan span = pipeline.genAi().agent("late").start();
		pipeline.close();

		span.completed("result");

		assertThat(pipeline.counts().ended()).isEqualTo(1);
		assertThat(pipeline.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 1L);
	}

	private static TracedPipeline pipeline(Duration shutdownTimeout) {
		return TracedPipeline.sendingTo(braintrust)
			.scheduleDelay(Duration.ofHours(1))
			.shutdownTimeout(shutdownTimeout)
			.start();
	}

	private static void call(TracedPipeline pipeline, int spans) {
		for (int i = 0; i < spans; i++) {
			pipeline.genAi().tool("t").run((tool) -> {
			});
		}
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("Braintrust: ")).toList();
	}

}
