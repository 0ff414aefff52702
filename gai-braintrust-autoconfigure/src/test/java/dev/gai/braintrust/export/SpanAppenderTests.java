package dev.gai.braintrust.export;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.export.live.LiveTraces;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.export.live.UndecidedTraces;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.sampling.TraceSampling;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When what follows a span, its feedback for example, may follow it: Braintrust would
 * make a row of its own of what comes first.
 */
@Tag("thorough")
class SpanAppenderTests {

	private final ExportCounters counters = new ExportCounters();

	private final UndecidedTraces undecided = new UndecidedTraces(new TraceSampling(1, List.of(), List.of()),
			this.counters, 100, 100_000);

	private final LiveTraces traces = new LiveTraces(true, this.undecided);

	private final SpanLog log = Mockito.mock(SpanLog.class);

	private final SpanAppender appender = new SpanAppender(this.undecided, this.log, () -> {
	}, this.counters);

	private final EncodedSpans encoded = new EncodedSpans(() -> Mockito.mock(SpanEncoder.class));

	@Test
	void saysOfASpanThatItIsLoggedWhenTheLogHasIt() {
		LocalSpan first = encodedSpan();
		LocalSpan second = encodedSpan();
		List<SpanStage> whileAppending = new ArrayList<>();
		Mockito.doAnswer((call) -> {
			assertThat(call.<List<Frame>>getArgument(0)).hasSize(2);
			whileAppending.addAll(List.of(first.stage(), second.stage()));
			return null;
		}).when(this.log).append(Mockito.<List<Frame>>any());
		assertThat(first.stage()).isEqualTo(SpanStage.PENDING);

		this.appender.flush(this.encoded);

		assertThat(whileAppending).containsOnly(SpanStage.PENDING).hasSize(2);
		assertThat(List.of(first.stage(), second.stage())).containsOnly(SpanStage.LOGGED);
	}

	@Test
	void letsNothingWaitForASpanThatTheLogHasGivenUp() {
		LocalSpan span = encodedSpan();
		Mockito.doThrow(new OutOfMemoryError("heap")).when(this.log).append(Mockito.<List<Frame>>any());

		this.appender.flush(this.encoded);

		assertThat(span.stage()).isEqualTo(SpanStage.LOGGED);
		assertThat(this.encoded.isEmpty()).isTrue();
	}

	private LocalSpan encodedSpan() {
		Span span = SdkTracerProvider.builder().build().get("test").spanBuilder("span").startSpan();
		this.traces.started((ReadableSpan) span, null, null);
		LocalSpan local = this.traces.find(span.getSpanContext());
		assertThat(local).isNotNull();
		local.end(true);
		this.encoded.add(Frame.of(new byte[10]), local);
		return local;
	}

}
