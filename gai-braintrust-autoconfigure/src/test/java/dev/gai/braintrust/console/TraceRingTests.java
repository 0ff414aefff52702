package dev.gai.braintrust.console;

import java.util.List;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceRingTests {

	@Test
	void keepsTheLatestTracesAndCountsTheOthers() {
		TraceRing ring = new TraceRing(3, 1_000_000);
		for (int i = 0; i < 10; i++) {
			ring.encoded(row("trace-" + i, "span", ""));
		}

		RingChanges all = ring.since(null);
		assertThat(traces(all)).containsExactly("trace-7", "trace-8", "trace-9");
		assertThat(all.evictedTraces()).isEqualTo(7);
		assertThat(ring.trace("trace-0")).isEmpty();
	}

	@Test
	void keepsNoMoreThanItsBytes() {
		TraceRing ring = new TraceRing(1000, 50_000);
		for (int i = 0; i < 100; i++) {
			ring.encoded(row("trace-" + i, "span", "x".repeat(10_000)));
		}

		assertThat(traces(ring.since(null))).containsExactly("trace-96", "trace-97", "trace-98", "trace-99");
		assertThat(ring.since(null).rows().stream().mapToLong(ShownRow::bytes).sum()).isLessThanOrEqualTo(50_000);
	}

	@Test
	void keepsATraceThatIsLargerThanAllThatMayBeKept() {
		TraceRing ring = new TraceRing(10, 5_000);
		ring.encoded(row("small", "span", ""));
		ring.encoded(row("large", "span", "x".repeat(10_000)));

		assertThat(traces(ring.since(null))).containsExactly("large");
	}

	@Test
	void keepsNoMoreThanItsBytesOfOneTrace() {
		TraceRing ring = new TraceRing(10, 1_000_000);
		for (int i = 0; i < 424; i++) {
			ring.encoded(row("agent", "span-" + i, "x".repeat(500_000)));

			assertThat(bytes(ring)).isLessThanOrEqualTo(1_000_000);
		}

		assertThat(ring.trace("agent")).hasSize(424)
			.last()
			.satisfies((last) -> assertThat(last.row().attributes().toString()).contains("xxx"));
		assertThat(ring.trace("agent").get(0).row().attributes().toString()).contains("not kept").doesNotContain("xxx");
	}

	@Test
	void leavesOutSpansWhereEvenTheirNamesAreTooMuch() {
		TraceRing ring = new TraceRing(10, 100_000);
		for (int i = 0; i < 1000; i++) {
			ring.encoded(row("agent", "span-" + i, "short"));

			assertThat(bytes(ring)).isLessThanOrEqualTo(100_000);
		}

		assertThat(ring.trace("agent")).hasSizeGreaterThan(50)
			.last()
			.satisfies((last) -> assertThat(last.row().spanId()).isEqualTo("span-999"));
		assertThat(ring.since(null).omittedSpans()).isEqualTo(1000 - ring.trace("agent").size());
	}

	private static long bytes(TraceRing ring) {
		return ring.since(null).rows().stream().mapToLong(ShownRow::bytes).sum();
	}

	@Test
	void limitsTheSpansOfOneTrace() {
		TraceRing ring = new TraceRing(10, 100_000_000);
		for (int i = 0; i < RingTrace.MAX_SPANS + 5; i++) {
			ring.encoded(row("endless", "span-" + i, ""));
		}

		assertThat(ring.trace("endless")).hasSize(RingTrace.MAX_SPANS);
		assertThat(ring.since(null).omittedSpans()).isEqualTo(5);
	}

	@Test
	void countsARowThatComesAgainOnce() {
		TraceRing ring = new TraceRing(10, 100_000);
		for (int i = 0; i < 50; i++) {
			ring.encoded(row("first", "same", "x".repeat(10_000)));
		}
		ring.encoded(row("second", "span", "x".repeat(10_000)));

		assertThat(traces(ring.since(null))).containsExactly("first", "second");
		assertThat(ring.trace("first")).hasSize(1);
	}

	@Test
	void tellsOnlyWhatIsNew() {
		TraceRing ring = new TraceRing(10, 100_000);
		ring.encoded(row("first", "a", ""));
		RingPosition position = ring.since(null).position();
		assertThat(ring.since(position).rows()).isEmpty();

		ring.encoded(row("first", "b", ""));

		RingChanges changes = ring.since(RingPosition.parse(position.toString()));
		assertThat(changes.reset()).isFalse();
		assertThat(changes.rows()).extracting((row) -> row.row().spanId()).containsExactly("b");
	}

	@Test
	void tellsEverythingAfterItWasCleared() {
		TraceRing ring = new TraceRing(10, 100_000);
		ring.encoded(row("first", "a", ""));
		RingPosition before = ring.since(null).position();

		ring.clear();

		assertThat(ring.since(before).reset()).isTrue();
		assertThat(ring.since(before).rows()).isEmpty();
		ring.encoded(row("second", "a", ""));
		assertThat(traces(ring.since(before))).containsExactly("second");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "1", "a-b", "-1", "1-", "99999999999999999999-1", "1-2-3", "1 - 2" })
	void startsAtTheBeginningForWhatIsNoPosition(String text) {
		TraceRing ring = new TraceRing(10, 100_000);
		ring.encoded(row("first", "a", ""));

		RingChanges changes = ring.since(RingPosition.parse(text));

		assertThat(changes.rows()).hasSize(1);
		assertThat(changes.reset()).isTrue();
	}

	private static List<String> traces(RingChanges changes) {
		return changes.rows().stream().map((row) -> row.row().traceId()).toList();
	}

	static Row row(String trace, String span, String input) {
		return new Row(trace, span, null, "name", 1_000_000, 2_000_000, null,
				Attributes.builder().put("braintrust.input_json", input).put("count", 3).build(), Attributes.empty(),
				List.of());
	}

}
