package dev.gai.braintrust.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of requests and messages that other services send, or the process itself.
 */
class RootsOfMessagesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void hangsOnTheServiceThatCalls() {
		try (TracedPipeline caller = TracedPipeline.sendingTo(braintrust).requestRoots().start();
				TracedPipeline called = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Map<String, String> headers = new HashMap<>();
			caller.genAi().agent("caller").call((span) -> {
				propagator(caller).inject(Context.current(), headers, (map, key, value) -> map.put(key, value));
				return "called";
			});
			Context remote = propagator(called).extract(Context.root(), headers, new Headers());
			Span request = called.otel()
				.spanBuilder("GET /search")
				.setSpanKind(SpanKind.SERVER)
				.setParent(remote)
				.startSpan();
			try (Scope scope = remote.with(request).makeCurrent()) {
				SomeRequests.ask(called, "What is fast?", "Light");
			}
			request.end();

			caller.flush();
			called.flush();
			List<SentSpan> spans = braintrust.awaitSpans(3);
			SentSpan root = SentSpan.named(spans, "GET /search");
			assertThat(root.parentId()).isEqualTo(SentSpan.named(spans, "invoke_agent caller").spanId());
			assertThat(SentSpan.named(spans, "chat m").parentId()).isEqualTo(root.spanId());
		}
	}

	private static TextMapPropagator propagator(TracedPipeline pipeline) {
		return TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(),
				new BraintrustBaggage(true, List.of("project_name:demo"), () -> pipeline.export().processor()));
	}

	@Test
	void isARowOfItsOwnForAMessageThatTheProcessHasSentToItself() {
		for (boolean over : new boolean[] { true, false }) {
			try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
				Span sending = pipeline.otel().spanBuilder("orders publish").setNoParent().startSpan();
				receive(pipeline, Context.root().with(sending), over ? sending::end : () -> {
				});
				sending.end();

				pipeline.flush();
				assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
						orders process
						  chat m
						  chat m
						""");
				assertThat(SentSpan.named(braintrust.spans(), "orders process").metadata().toString())
					.isEqualTo("{\"messaging.destination.name\":\"orders\"}");
			}
			braintrust.forget();
		}
	}

	@Test
	void hangsOnTheAgentThatHasSentTheMessage() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = SomeRequests.request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				pipeline.genAi().agent("clerk").run((agent) -> {
					Span sending = pipeline.otel().spanBuilder("orders publish").startSpan();
					receive(pipeline, Context.current().with(sending), sending::end);
				});
			}
			request.end();

			pipeline.flush();
			assertThat(SpanTree.of(braintrust.awaitSpans(5))).isEqualTo("""
					clerk
					  invoke_agent clerk
					    orders process
					      chat m
					      chat m
					""");
		}
	}

	@Test
	void isKeptWithWhatItSendsToItself() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.requestRoots()
			.ratio(0)
			.keeper((trace) -> trace.finished())
			.start()) {
			Span sending = pipeline.otel().spanBuilder("orders publish").setNoParent().startSpan();
			receive(pipeline, Context.root().with(sending), sending::end);

			assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
					orders process
					  chat m
					  chat m
					""");
		}
	}

	private static void receive(TracedPipeline pipeline, Context sender, Runnable sent) {
		Map<String, String> headers = new HashMap<>();
		propagator(pipeline).inject(sender, headers, (map, key, value) -> map.put(key, value));
		sent.run();
		Context remote = propagator(pipeline).extract(Context.root(), headers, new Headers());
		Span process = pipeline.otel()
			.spanBuilder("orders process")
			.setSpanKind(SpanKind.CONSUMER)
			.setAttribute("messaging.destination.name", "orders")
			.setAttribute("messaging.message.id", "m-1")
			.setParent(remote)
			.startSpan();
		try (Scope scope = remote.with(process).makeCurrent()) {
			SomeRequests.ask(pipeline, "What is fast?", "Light");
			SomeRequests.ask(pipeline, "What is slow?", "A snail");
		}
		process.end();
	}

	private static final class Headers implements TextMapGetter<Map<String, String>> {

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public String get(Map<String, String> carrier, String key) {
			return carrier.get(key);
		}

	}

}
