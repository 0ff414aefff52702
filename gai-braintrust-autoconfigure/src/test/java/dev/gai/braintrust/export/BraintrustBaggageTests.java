package dev.gai.braintrust.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.live.BraintrustParent;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told to other services, and what is believed.
 */
class BraintrustBaggageTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final SpanContext CALLER = SpanContext.createFromRemoteParent("4bf92f3577b34da6a3ce929d0e0e4736",
			"00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());

	@Test
	void namesNoSpanOfATraceThatIsNotSampled() {
		assertThat(headersBelowASpan(0)).isEmpty();
		assertThat(headersBelowASpan(1)).containsOnlyKeys("baggage");
	}

	@Test
	void namesNoSpanOfATraceUntilItIsDecidedThatItIsSent() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0)
			.keeper((trace) -> !trace.spans().isEmpty())
			.start()) {
			pipeline.genAi().agent("a").run((agent) -> {
				assertThat(headers(pipeline)).isEmpty();
				pipeline.genAi().tool("t").run((tool) -> tool.output("x"));
				braintrust.awaitSpans(1);
				assertThat(headers(pipeline).get("baggage")).endsWith("span=" + agent.spanId());
			});
		}
	}

	@Test
	void understandsAParentThatIsNotAscii() {
		String header = "other=1,braintrust.parent=project_name:caf%C3%A9%2C%20shop;span=1111111111111111";

		BraintrustParent parent = BraintrustBaggage
			.acceptedParent(extract(header, Context.root().with(Span.wrap(CALLER))));

		assertThat(parent).isNotNull();
		assertThat(parent.object()).isEqualTo("project_name:café, shop");
		assertThat(parent.spanContext().getSpanId()).isEqualTo("1111111111111111");
		assertThat(parent.spanContext().getTraceId()).isEqualTo(CALLER.getTraceId());
	}

	@Test
	void leavesTheContextAloneWhereNothingIsAccepted() {
		Context caller = Context.root().with(Span.wrap(CALLER));

		assertThat(extract("braintrust.parent=project_name:other", caller)).isSameAs(caller);
		assertThat(extract("=;;,%%%", caller)).isSameAs(caller);
		assertThat(extract("braintrust.parent=project_name:caf%C3%A9%2C%20shop", Context.root()))
			.isSameAs(Context.root());
	}

	@Test
	void keepsTheCallersSpanAsItIs() {
		Context context = extract("braintrust.parent=project_name:caf%C3%A9%2C%20shop",
				Context.root().with(Span.wrap(CALLER)));

		Span span = Span.fromContext(context);
		span.setAttribute("k", "v").addEvent("e").updateName("n").end();
		assertThat(span.getSpanContext()).isEqualTo(CALLER);
		assertThat(span.isRecording()).isFalse();
	}

	private static Map<String, String> headersBelowASpan(double ratio) {
		Map<String, String> headers = new HashMap<>();
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).ratio(ratio).start()) {
			pipeline.genAi().agent("a").run((agent) -> headers.putAll(headers(pipeline)));
		}
		return headers;
	}

	private static Map<String, String> headers(TracedPipeline pipeline) {
		Map<String, String> headers = new HashMap<>();
		new BraintrustBaggage(true, List.of(), () -> pipeline.export().processor()).inject(Context.current(), headers,
				(carrier, key, value) -> {
					if (carrier != null) {
						carrier.put(key, value);
					}
				});
		return headers;
	}

	private static Context extract(String header, Context context) {
		BraintrustBaggage baggage = new BraintrustBaggage(false, List.of("project_name:café, shop"), () -> null);
		return baggage.extract(context, Map.of("baggage", header), new TextMapGetter<>() {

			@Override
			public Iterable<String> keys(Map<String, String> carrier) {
				return carrier.keySet();
			}

			@Override
			public String get(Map<String, String> carrier, String key) {
				return (carrier != null) ? carrier.get(key) : null;
			}

		});
	}

}
