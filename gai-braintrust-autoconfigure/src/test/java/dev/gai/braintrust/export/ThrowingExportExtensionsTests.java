package dev.gai.braintrust.export;

import java.util.stream.Stream;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.TracedPipeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application plugs into the export may throw anything, also on the thread that
 * ends a span: the call has its result, and each span is accounted for.
 */
@Tag("thorough")
class ThrowingExportExtensionsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@MethodSource("throwables")
	void callsDoNotNotice(Throwable thrown) {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.synchronous()
			.ratio(0.5)
			.keeper((trace) -> sneak(thrown))
			.masker((path, text) -> sneak(thrown))
			.predicate((span) -> sneak(thrown))
			.filter((span) -> sneak(thrown))
			.listener((row) -> sneak(thrown))
			.start()) {
			for (int i = 0; i < 20; i++) {
				assertThat(pipeline.genAi().tool("t").input("in").<String, RuntimeException>call((span) -> "result"))
					.isEqualTo("result");
			}
			pipeline.flush();

			ExportCounters.Counts counts = pipeline.counts();
			assertThat(counts.ended()).isEqualTo(20);
			assertThat(counts.delivered() + counts.unsampled() + counts.filtered() + counts.totalDropped())
				.isEqualTo(20);
		}
	}

	@ParameterizedTest
	@MethodSource("throwables")
	void neverSendsWhatAMaskerFailsOn(Throwable thrown) {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.synchronous()
			.masker((path, text) -> sneak(thrown))
			.start()) {
			pipeline.genAi().tool("t").input("secret").run((span) -> span.output("secret"));
			pipeline.flush();

			assertThat(braintrust.awaitSpan("ERROR: Failed to mask field 'name' - " + thrown.getClass().getSimpleName())
				.toString()).doesNotContain("secret");
		}
	}

	@SuppressWarnings("removal")
	static Stream<Throwable> throwables() {
		return Stream.of(new IllegalStateException("state"), new Exception("checked"), new AssertionError("assertion"),
				new StackOverflowError("stack"), new NoClassDefFoundError("Missing"), new OutOfMemoryError("array"),
				new ThreadDeath(), new Error("error"), new Throwable("throwable"));
	}

	@SuppressWarnings("unchecked")
	private static <T, X extends Throwable> T sneak(Throwable thrown) throws X {
		throw (X) thrown;
	}

}
