package dev.gai.braintrust.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The request in which models are called is the root of the tree, and tells of itself no
 * more than its route.
 */
class RequestRootTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void isOneTreeOfAllCallsOfARequest() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
				ask(pipeline, "What is slow?", "A snail");
			}
			request.setStatus(StatusCode.ERROR, "no such customer").end();

			pipeline.flush();
			List<SentSpan> spans = braintrust.awaitSpans(3);

			SentSpan root = SentSpan.named(spans, "GET /support/{id}");
			assertThat(spans).hasSize(3).extracting(SentSpan::traceId).containsOnly(root.traceId());
			assertThat(spans).filteredOn((span) -> !span.isRoot())
				.hasSize(2)
				.allSatisfy((span) -> assertThat(span.parentId()).isEqualTo(root.spanId()));
			assertThat(root.isRoot()).isTrue();
			assertThat(root.json("braintrust.span_attributes").toString())
				.isEqualTo("{\"type\":\"task\",\"name\":\"GET /support/{id}\"}");
			assertThat(root.metadata().toString()).isEqualTo(
					"{\"http.route\":\"/support/{id}\",\"http.request.method\":\"GET\",\"http.response.status_code\":404}");
			assertThat(root.json("braintrust.input_json").asString()).isEqualTo("What is fast?");
			assertThat(root.json("braintrust.output_json").asString()).isEqualTo("A snail");
			assertThat(root.attributes()).containsOnlyKeys("braintrust.span_attributes", "braintrust.context_json",
					"braintrust.input_json", "braintrust.output_json", "braintrust.metadata", "braintrust.parent");
			assertThat(root.span().toString()).doesNotContain("c-42").doesNotContain("customer");
		}
	}

	@Test
	void isNotSentWithoutACall() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			request(pipeline).end();
			ask(pipeline, "What is fast?", "Light");

			pipeline.flush();
			assertThat(braintrust.awaitSpans(1)).extracting(SentSpan::name).containsExactly("chat m");
		}
	}

	@Test
	void isNotSentWhereItIsSwitchedOff() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
			}
			request.end();

			pipeline.flush();
			assertThat(braintrust.awaitSpans(1)).singleElement()
				.satisfies((span) -> assertThat(span.isRoot()).isTrue());
		}
	}

	@Test
	void isThereForACallThatOutlivesIt() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				pipeline.genAi().agent("streams").call((span) -> {
					request.end();
					return "late";
				});
			}

			pipeline.flush();
			List<SentSpan> spans = braintrust.awaitSpans(2);
			assertThat(SentSpan.named(spans, "invoke_agent streams").parentId())
				.isEqualTo(SentSpan.named(spans, "streams").spanId());
		}
	}

	@Test
	void hasNoPartInACallThatStartsAfterItsEnd() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = request(pipeline);
			request.end();
			try (Scope scope = Context.root().with(request).makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
			}

			pipeline.flush();
			assertThat(braintrust.awaitSpans(1)).singleElement()
				.satisfies((span) -> assertThat(span.isRoot()).isTrue());
		}
	}

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
				ask(called, "What is fast?", "Light");
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
			Span request = request(pipeline);
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
			ask(pipeline, "What is fast?", "Light");
			ask(pipeline, "What is slow?", "A snail");
		}
		process.end();
	}

	@Test
	void isLeftOutWithItsTrace() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().ratio(0).start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
			}
			request.end();

			pipeline.flush();
			assertThat(braintrust.spans()).isEmpty();
		}
	}

	@Test
	void isKeptWithItsTrace() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.requestRoots()
			.ratio(0)
			.keeper((trace) -> trace.finished())
			.start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
			}
			request.end();

			List<SentSpan> spans = braintrust.awaitSpans(2);
			assertThat(SentSpan.named(spans, "chat m").parentId())
				.isEqualTo(SentSpan.named(spans, "GET /support/{id}").spanId());
		}
	}

	@Test
	void hasNoContentWhereNoneIsSent() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().withoutContent().start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
			}
			request.end();

			SentSpan root = SentSpan.named(braintrust.awaitSpans(2), "GET /support/{id}");
			assertThat(root.attributes()).doesNotContainKeys("braintrust.input_json", "braintrust.output_json");
		}
	}

	@Test
	void isNamedAfterItsAgentOrTheMethodOfItsSchedule() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				pipeline.genAi().agent("researcher").call((span) -> "done");
			}
			request.end();
			Span task = pipeline.otel()
				.spanBuilder("task digest.send-mails")
				.setAttribute("code.namespace", "com.example.Digest")
				.setAttribute("code.function", "sendMails")
				.startSpan();
			try (Scope scope = task.makeCurrent()) {
				ask(pipeline, "What is fast?", "Light");
			}
			task.end();

			pipeline.flush();
			assertThat(braintrust.awaitSpans(4)).filteredOn(SentSpan::isRoot)
				.extracting(SentSpan::name)
				.containsExactlyInAnyOrder("researcher", "Digest.sendMails");
		}
	}

	private static Span request(TracedPipeline pipeline) {
		return pipeline.otel()
			.spanBuilder("http get /support/{id}")
			.setSpanKind(SpanKind.SERVER)
			.setNoParent()
			.setAttribute("method", "GET")
			.setAttribute("uri", "/support/{id}")
			.setAttribute("status", "404")
			.setAttribute("http.url", "/support/c-42?token=secret")
			.startSpan();
	}

	private static void ask(TracedPipeline pipeline, String question, String answer) {
		pipeline.genAi()
			.llm("p", "m")
			.messages(List.of(Message.system("Be brief."), Message.user(question)))
			.call((span) -> answer);
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
