package dev.gai.braintrust.export.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.sampling.TraceSampling;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory of places in running traces, and its bounds.
 */
class LiveTracesTests {

	private static final int MAX = 100;

	private final SdkTracerProvider provider = SdkTracerProvider.builder().build();

	private final LiveTraces traces = new LiveTraces(false,
			new UndecidedTraces(new TraceSampling(1, List.of(), List.of()), new ExportCounters(), MAX, MAX), MAX);

	@Test
	void isBoundedWhateverNeverEnds() {
		IntStream.range(0, 10 * MAX).forEach((i) -> start(null));

		assertThat(this.traces.size()).isLessThanOrEqualTo(MAX);
	}

	@Test
	void takesNewTracesThoughOldOnesNeverEnd() {
		IntStream.range(0, 10 * MAX).forEach((i) -> start(null));

		Span parent = start(null);
		Span child = start(parent);

		assertThat(this.traces.find(parent.getSpanContext())).isNotNull();
		assertThat(this.traces.find(child.getSpanContext())).isNotNull();
	}

	@Test
	void remembersALongRunningSpanWhileManyOthersEnd() {
		Span job = start(null);
		for (int i = 0; i < 20 * MAX; i++) {
			end(start(job), false);
		}

		assertThat(this.traces.find(job.getSpanContext())).isNotNull();
		assertThat(this.traces.size()).isLessThanOrEqualTo(MAX);
	}

	@Test
	void remembersTheLastEndedSpansForLateChildren() {
		Span parent = start(null);
		end(parent, true);
		IntStream.range(0, MAX / 2).forEach((i) -> end(start(null), true));

		Span child = start(parent);

		assertThat(local(child).sentParent()).isEqualTo(parent.getSpanContext());
	}

	@Test
	void doesNotGrowAChainOfWorkThatAlwaysStartsFurtherWork() {
		Span first = start(null);
		Span previous = first;
		List<LocalSpan> chain = new ArrayList<>(List.of(local(first)));
		for (int i = 0; i < 50; i++) {
			Span next = start(previous);
			chain.add(local(next));
			end(previous, false);
			previous = next;
		}
		end(previous, false);

		// Had the ancestors been kept, each would still know the one above it.
		assertThat(chain).extracting("parent").containsOnlyNulls();
	}

	@Test
	void letsNoTraceWaitForASpanThatIsForgotten() {
		UndecidedTraces undecided = new UndecidedTraces(new TraceSampling(0, List.of(), List.of((trace) -> false)),
				new ExportCounters(), 10 * MAX, 10 * MAX);
		LiveTraces bounded = new LiveTraces(false, undecided, MAX);
		Span first = span(null);
		bounded.started((ReadableSpan) first, null, null);
		LocalSpan local = bounded.find(first.getSpanContext());
		assertThat(local).isNotNull();
		assertThat(local.trace().isUndecided()).isTrue();

		IntStream.range(0, 2 * MAX).forEach((i) -> bounded.started((ReadableSpan) span(null), null, null));

		assertThat(undecided.due()).isEmpty();
		assertThat(local.trace().isUndecided()).isFalse();
	}

	private Span start(Span parent) {
		Span span = span(parent);
		this.traces.started((ReadableSpan) span, null, null);
		return span;
	}

	private Span span(Span parent) {
		return this.provider.get("test")
			.spanBuilder("s")
			.setParent((parent != null) ? Context.root().with(parent) : Context.root())
			.startSpan();
	}

	private void end(Span span, boolean kept) {
		LocalSpan local = local(span);
		local.end(kept);
		this.traces.ended(local);
	}

	private LocalSpan local(Span span) {
		LocalSpan local = this.traces.find(span.getSpanContext());
		assertThat(local).isNotNull();
		return local;
	}

}
