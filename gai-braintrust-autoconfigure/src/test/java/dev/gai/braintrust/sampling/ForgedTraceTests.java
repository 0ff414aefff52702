package dev.gai.braintrust.sampling;

import java.util.List;
import java.util.stream.IntStream;

import dev.gai.braintrust.export.BraintrustBaggage;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers that choose what they say of a trace.
 */
class ForgedTraceTests {

	private static final SamplingSecret SECRET = new SamplingSecret("Bearer sk-1");

	private static final String PARENT = "project_name:demo";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void aCallerCannotChooseAnIdThatIsKept() {
		TraceSampling believing = new TraceSampling(0.01, List.of(), List.of());
		TraceSampling sampling = new TraceSampling(0.01, List.of(), List.of(), SECRET);

		assertThat(IntStream.range(0, 1_000).filter((i) -> keeps(believing, forged(i)))).hasSize(1_000);
		assertThat(IntStream.range(0, 1_000).filter((i) -> keeps(sampling, forged(i))).count()).isLessThan(40);
	}

	@Test
	void servicesWithOneSecretDecideAlikeAndKeepTheShare() {
		TraceSampling one = new TraceSampling(0.3, List.of(), List.of(), SECRET);
		TraceSampling other = new TraceSampling(0.3, List.of(), List.of(), new SamplingSecret("Bearer sk-1"));

		assertThat(IntStream.range(0, 10_000)).allMatch((i) -> keeps(one, forged(i)) == keeps(other, forged(i)));
		assertThat(IntStream.range(0, 10_000).filter((i) -> keeps(one, forged(i))).count()).isBetween(2_800L, 3_200L);
	}

	@Test
	void aCallerThatNamesAnAcceptedProjectIsFollowedOnlyIfItHasSignedThat() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).ratio(0).start()) {
			BraintrustBaggage baggage = new BraintrustBaggage(true, List.of(PARENT), () -> null, SECRET);
			call(pipeline, baggage, forged(1), PARENT + ";span=00f067aa0ba902b7");
			call(pipeline, baggage, forged(2),
					PARENT + ";span=00f067aa0ba902b7;sig=" + SECRET.sign(forged(1), "00f067aa0ba902b7", PARENT));
			call(pipeline, baggage, forged(3), PARENT + ";span=00f067aa0ba902b7;sig="
					+ new SamplingSecret("another").sign(forged(3), "00f067aa0ba902b7", PARENT));
			call(pipeline, baggage, forged(4),
					PARENT + ";span=00f067aa0ba902b7;sig=" + SECRET.sign(forged(4), "00f067aa0ba902b7", PARENT));
			pipeline.flush();

			assertThat(braintrust.spans()).hasSize(1);
			assertThat(braintrust.spans().get(0).traceId()).isEqualTo(forged(4));
			assertThat(braintrust.spans().get(0).parentId()).isEqualTo("00f067aa0ba902b7");
			assertThat(pipeline.counts().unsampled()).isEqualTo(3);
		}
	}

	private static void call(TracedPipeline pipeline, BraintrustBaggage baggage, String traceId, String entry) {
		SpanContext caller = SpanContext.createFromRemoteParent(traceId, "00f067aa0ba902b7", TraceFlags.getSampled(),
				TraceState.getDefault());
		Context context = baggage.extract(Context.root().with(Span.wrap(caller)), "braintrust.parent=" + entry,
				new Header());
		try (Scope ignored = context.makeCurrent()) {
			pipeline.genAi().llm("p", "m").run((span) -> span.output("a"));
		}
	}

	private static boolean keeps(TraceSampling sampling, String traceId) {
		return sampling.atStart(traceId) == TraceDecision.KEPT;
	}

	/**
	 * Of the lowest share, so that each service keeps it which believes the id.
	 */
	private static String forged(int i) {
		return "4bf92f3577b34d%04x%014x".formatted(i + 1, i + 1);
	}

	private static final class Header implements TextMapGetter<String> {

		@Override
		public Iterable<String> keys(String carrier) {
			return List.of("baggage");
		}

		@Override
		public String get(String carrier, String key) {
			return key.equals("baggage") ? carrier : null;
		}

	}

}
