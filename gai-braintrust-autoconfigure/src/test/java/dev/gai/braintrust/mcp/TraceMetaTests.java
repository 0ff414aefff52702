package dev.gai.braintrust.mcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gai.braintrust.export.BraintrustBaggage;
import dev.gai.braintrust.sampling.SamplingSecret;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TraceMetaTests {

	private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private final BraintrustBaggage baggage = new BraintrustBaggage(true, List.of("project_name:demo"), () -> null,
			new SamplingSecret("secret"));

	private final TraceMeta meta = new TraceMeta(true, () -> this.baggage, BraintrustBaggage::isAccepted);

	private final Context caller = Context.root()
		.with(Span.wrap(SpanContext.create("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7",
				TraceFlags.getSampled(), TraceState.builder().put("vendor", "x").build())));

	@Test
	void addsTheCurrentSpanAndKeepsWhatIsThere() {
		Map<String, Object> added = this.meta.add(Map.of("progressToken", 7), this.caller);

		assertThat(added).containsOnly(Map.entry("progressToken", 7), Map.entry("traceparent", TRACEPARENT),
				Map.entry("tracestate", "vendor=x"));
	}

	@Test
	void leavesATraceparentOfTheApplicationAlone() {
		assertThat(this.meta.add(Map.of("traceparent", "own"), this.caller)).isNull();
	}

	@Test
	void addsNothingWithoutASpanOrWhenSwitchedOff() {
		assertThat(this.meta.add(null, Context.root())).isNull();
		assertThat(new TraceMeta(false, () -> null, (context) -> true).add(null, this.caller)).isNull();
		assertThat(new TraceMeta(false, () -> null, (context) -> true).read(Map.of("traceparent", TRACEPARENT)))
			.isEqualTo(Caller.UNKNOWN);
	}

	@Test
	void doesNotSendTheBaggageOfTheApplication() {
		Context withUser = this.caller.with(Baggage.builder().put("user", "u-42").build());

		assertThat(this.meta.add(null, withUser).toString()).doesNotContain("u-42");
	}

	@Test
	void trustsACallerThatSendsToAnAcceptedPlace() {
		Caller read = this.meta
			.read(Map.of("traceparent", TRACEPARENT, "baggage", "braintrust.parent=project_name:demo"));

		assertThat(read.trusted()).isTrue();
		assertThat(read.spanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
	}

	@Test
	void continuesTheTraceOfOtherCallersWithoutTrustingThem() {
		for (String baggage : List.of("", "braintrust.parent=project_name:other", "braintrust.parent=", ";;;=,%ZZ")) {
			Caller read = this.meta.read(Map.of("traceparent", TRACEPARENT, "baggage", baggage));
			assertThat(read.trusted()).isFalse();
			assertThat(Span.fromContext(read.below(Context.root())).getSpanContext().getSpanId())
				.isEqualTo("00f067aa0ba902b7");
		}
	}

	@Test
	void neverTrustsForgedMetadata() {
		Random random = new Random(20);
		for (int i = 0; i < 10_000; i++) {
			Map<String, Object> forged = new HashMap<>();
			for (String key : TraceMeta.KEYS) {
				forged.put(key, value(random));
			}
			Caller read = this.meta.read(forged);
			assertThat(read.trusted()).as("%s", forged).isFalse();
			assertThat(Span.fromContext(read.below(this.caller)).getSpanContext().isValid()).isTrue();
		}
	}

	private static Object value(Random random) {
		return switch (random.nextInt(9)) {
			case 0 -> null;
			case 1 -> random.nextLong();
			case 2 -> List.of(random.nextInt());
			case 3 -> Map.of("traceparent", TRACEPARENT);
			case 4 -> new ArrayList<>();
			case 5 -> TRACEPARENT.substring(random.nextInt(TRACEPARENT.length()));
			case 6 -> "braintrust.parent=project_name:" + Long.toHexString(random.nextLong());
			case 7 -> TRACEPARENT.replace('0', (char) random.nextInt(0x10000));
			default -> random.ints(random.nextInt(200), 0, 0x110000)
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
				.toString();
		};
	}

}
