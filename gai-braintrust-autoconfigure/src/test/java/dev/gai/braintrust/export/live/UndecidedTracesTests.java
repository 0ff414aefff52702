package dev.gai.braintrust.export.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceSampling;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The buffer of undecided traces, and its bounds.
 */
@Tag("thorough")
class UndecidedTracesTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final SdkTracerProvider provider = SdkTracerProvider.builder().build();

	private final ExportCounters counters = new ExportCounters();

	private final AtomicBoolean keeping = new AtomicBoolean();

	private final TraceSampling sampling = new TraceSampling(0, List.of(), List.of((trace) -> this.keeping.get()));

	@Test
	void givesUpTheOldestTracesWhenTooManySpansWait() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 16, 1_000_000, LONG, LONG));
		List<SampledTrace> started = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			started.add(start(traces, i));
			assertThat(traces.ended(child(started.get(i), 10))).isEmpty();
		}

		ExportCounters.Counts counts = this.counters.counts();
		assertThat(counts.undecided()).isBetween(14L, 16L);
		assertThat(counts.dropped()).containsEntry(DropReason.BUFFER_FULL, 20 - counts.undecided());
		assertThat(started.get(0).decision()).isEqualTo(TraceDecision.LEFT_OUT);
		assertThat(started.get(19).isUndecided()).isTrue();
		this.keeping.set(true);
		assertThat(traces.ended(root(started.get(0)))).isEmpty();
		assertThat(traces.ended(root(started.get(19)))).hasSize(2);
		assertThat(this.counters.counts().unsampled()).isEqualTo(1);
	}

	@Test
	void givesUpTheOldestTracesWhenTooManyBytesWait() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1000, LONG, LONG));
		SampledTrace first = start(traces, 1);
		traces.ended(child(first, 400));
		SampledTrace second = start(traces, 2);
		traces.ended(child(second, 700));

		assertThat(first.isUndecided()).isFalse();
		assertThat(second.isUndecided()).isTrue();
		traces.ended(child(second, 700));
		assertThat(second.isUndecided()).as("larger than the buffer").isFalse();
		assertThat(this.counters.counts().dropped()).containsEntry(DropReason.BUFFER_FULL, 3L);
		assertThat(traces.isEmpty()).isTrue();
	}

	@Test
	void decidesAboutATraceThatHasBeenRunningForTooLong() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, LONG, Duration.ZERO));
		SampledTrace endless = start(traces, 1);
		traces.ended(child(endless, 10));

		Awaitility.await().until(() -> traces.due().isEmpty() && !endless.isUndecided());
		assertThat(this.counters.counts().unsampled()).isEqualTo(1);
		assertThat(this.counters.counts().totalDropped()).isZero();
	}

	@Test
	void waitsForSpansThatOutliveTheirRootForTheGraceOnly() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, Duration.ZERO, LONG));
		SampledTrace trace = start(traces, 1);
		trace.expect();
		assertThat(traces.ended(root(trace))).isEmpty();
		assertThat(trace.isUndecided()).isTrue();
		assertThat(traces.isAnyDueSoon()).isTrue();
		this.keeping.set(true);

		assertThat(traces.due()).hasSize(1);
		assertThat(trace.decision()).isEqualTo(TraceDecision.KEPT);
		assertThat(traces.isAnyDueSoon()).isFalse();
	}

	@Test
	void waitsLongerForSpansThatHaveEndedAndAreOnTheirWay() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, Duration.ZERO, LONG));
		SampledTrace trace = start(traces, 1);
		EndedSpan child = child(trace, 10);
		assertThat(traces.endedUnsent(trace, true)).isFalse();

		assertThat(traces.due()).isEmpty();
		assertThat(trace.isUndecided()).isTrue();
		this.keeping.set(true);
		assertThat(traces.ended(child)).hasSize(1);
	}

	@Test
	void decidesWithoutASpanThatIsRefused() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, Duration.ZERO, LONG));
		SampledTrace trace = start(traces, 1);
		EndedSpan root = root(trace);

		assertThat(traces.refused(trace, root.root())).as("nothing waits for the decision").isFalse();
		assertThat(trace.decision()).isEqualTo(TraceDecision.LEFT_OUT);

		SampledTrace second = start(traces, 2);
		traces.ended(child(second, 10));
		EndedSpan lost = root(second);
		assertThat(traces.refused(second, lost.root())).isTrue();
		assertThat(traces.finish(second)).isEmpty();
		assertThat(second.decision()).isEqualTo(TraceDecision.LEFT_OUT);
	}

	@Test
	void doesNotDecideWhileTheTraceHasEnteredTheApplicationOnceMore() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, Duration.ZERO, LONG));
		SampledTrace trace = start(traces, 1);
		trace.expect();
		traces.ended(root(trace));
		assertThat(start(traces, 1)).isSameAs(trace);

		assertThat(traces.due()).isEmpty();
		assertThat(trace.isUndecided()).isTrue();
		this.keeping.set(true);
		assertThat(traces.ended(root(trace))).hasSize(2);
		assertThat(start(traces, 1)).as("follows the decision").isSameAs(trace);
	}

	@Test
	void startsAnewWhereATraceThatWasLeftOutEntersTheApplicationOnceMore() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, LONG, LONG));
		SampledTrace first = start(traces, 1);
		traces.ended(root(first));
		assertThat(first.decision()).isEqualTo(TraceDecision.LEFT_OUT);
		assertThat(traces.forgottenEnds(id(1))).as("a late span").isSameAs(first);

		SampledTrace second = start(traces, 1);
		this.keeping.set(true);
		assertThat(traces.ended(root(second))).hasSize(1);
	}

	@Test
	void takesASpanWhosePlaceIsForgottenForATraceOfItsOwn() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, LONG, LONG));
		this.keeping.set(true);

		assertThat(traces.ended(root(traces.forgottenEnds(id(5))))).hasSize(1);
	}

	@Test
	void remembersABoundedNumberOfTracesRunningOnesLongest() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(100, 10_000, 1_000_000, LONG, LONG));
		SampledTrace running = start(traces, 0);
		traces.ended(child(running, 10));
		for (int i = 1; i <= 1000; i++) {
			traces.ended(root(start(traces, i)));
		}
		assertThat(running.isUndecided()).isTrue();
		assertThat(traces.forgottenEnds(id(1000)).decision()).isEqualTo(TraceDecision.LEFT_OUT);
		assertThat(traces.forgottenEnds(id(1)).isUndecided()).as("forgotten").isTrue();

		for (int i = 2000; i <= 2200; i++) {
			traces.ended(child(start(traces, i), 10));
		}
		assertThat(running.isUndecided()).as("too many run").isFalse();
		assertThat(this.counters.counts().dropped().get(DropReason.BUFFER_FULL)).isGreaterThanOrEqualTo(100);
		assertThat(this.counters.counts().undecided()).isLessThanOrEqualTo(100);
	}

	@Test
	void decidesAtOnceWhenItIsClosed() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, LONG, LONG));
		SampledTrace left = start(traces, 1);
		traces.ended(child(left, 10));
		SampledTrace later = start(traces, 2);
		assertThat(traces.close()).isEmpty();
		assertThat(later.isUndecided()).isFalse();

		this.keeping.set(true);
		assertThat(traces.ended(child(start(traces, 3), 10))).hasSize(1);
		this.keeping.set(false);
		traces.giveUpAll(DropReason.SHUTDOWN);
		assertThat(traces.isEmpty()).isTrue();
		assertThat(this.counters.counts().unsampled()).isEqualTo(1);
	}

	@Test
	void decidesWithoutASpanThatWasNotTaken() {
		UndecidedTraces traces = traces(new UndecidedTraces.Limits(1000, 1000, 1_000_000, LONG, LONG));
		SampledTrace trace = start(traces, 1);
		traces.ended(child(trace, 10));
		this.keeping.set(true);

		assertThat(traces.endedUnsent(trace, true)).isTrue();
		traces.decideSoon(trace);
		assertThat(traces.isAnyDueSoon()).isTrue();
		assertThat(traces.due()).hasSize(1);
		assertThat(traces.endedUnsent(trace, true)).isFalse();
	}

	private UndecidedTraces traces(UndecidedTraces.Limits limits) {
		return new UndecidedTraces(this.sampling, this.counters, limits);
	}

	private static SampledTrace start(UndecidedTraces traces, int number) {
		return traces.rootStarted(id(number));
	}

	private static String id(int number) {
		return String.format("%032x", number);
	}

	private EndedSpan child(SampledTrace trace, long bytes) {
		trace.expect();
		return span(trace, false, bytes);
	}

	private EndedSpan root(SampledTrace trace) {
		return span(trace, true, 10);
	}

	private EndedSpan span(SampledTrace trace, boolean root, long bytes) {
		this.counters.ended();
		trace.onItsWay();
		Span span = this.provider.get("test").spanBuilder("s").startSpan();
		span.end();
		return new EndedSpan(((ReadableSpan) span).toSpanData(), null, null, trace, root, bytes);
	}

}
