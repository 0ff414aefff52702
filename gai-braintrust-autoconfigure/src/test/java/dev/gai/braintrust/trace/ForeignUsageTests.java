package dev.gai.braintrust.trace;

import java.util.List;
import java.util.function.BiConsumer;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.Usage;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Usage of a call that two tell of, in whichever order, on two threads.
 */
class ForeignUsageTests {

	private static final Usage OF_THE_PROVIDER = Usage.builder().input(57L).cachedInput(7L).output(9L).build();

	private final Traces traces = new Traces();

	@Test
	void isTheProvidersWhicheverIsToldFirst() {
		Usage withZeros = Usage.builder().input(50L).cachedInput(0L).output(9L).build();
		Usage asManyFigures = Usage.builder().input(50L).cachedInput(1L).output(9L).build();

		for (Usage repeated : List.of(withZeros, asManyFigures)) {
			assertThat(told((span, provider) -> {
				span.figures().more(repeated);
				span.figures().ofProvider(provider);
			})).isEqualTo(OF_THE_PROVIDER);
			assertThat(told((span, provider) -> {
				span.figures().ofProvider(provider);
				span.figures().more(repeated);
			})).isEqualTo(OF_THE_PROVIDER);
		}
	}

	@Test
	void isWhatHasMoreFigures() {
		Usage more = Usage.builder().input(57L).cachedInput(7L).output(9L).reasoningOutput(3L).build();

		assertThat(told((span, provider) -> {
			span.figures().more(more);
			span.figures().ofProvider(provider);
		})).isEqualTo(more);
		assertThat(told((span, provider) -> {
			span.figures().ofProvider(provider);
			span.figures().more(more);
		})).isEqualTo(more);
	}

	private Usage told(BiConsumer<ForeignSpan, Usage> telling) {
		ForeignSpan span = this.traces.tracer()
			.starter()
			.observe(new Observation.Context(), new SpanSpec(SpanType.LLM, "chat", null, "test", Capture.INHERIT), null,
					(prepared) -> {
					});
		telling.accept(span, OF_THE_PROVIDER);
		return span.recorded().record().response().usage();
	}

}
