package dev.gai.braintrust.export;

import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The row of a request: one tree of all calls that are made in it.
 */
class RequestRootTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void isOneTreeOfAllCallsOfARequest() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = SomeRequests.request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				SomeRequests.ask(pipeline, "What is fast?", "Light");
				SomeRequests.ask(pipeline, "What is slow?", "A snail");
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
			SomeRequests.request(pipeline).end();
			SomeRequests.ask(pipeline, "What is fast?", "Light");

			pipeline.flush();
			assertThat(braintrust.awaitSpans(1)).extracting(SentSpan::name).containsExactly("chat m");
		}
	}

	@Test
	void isNotSentWhereItIsSwitchedOff() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			Span request = SomeRequests.request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				SomeRequests.ask(pipeline, "What is fast?", "Light");
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
			Span request = SomeRequests.request(pipeline);
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
			Span request = SomeRequests.request(pipeline);
			request.end();
			try (Scope scope = Context.root().with(request).makeCurrent()) {
				SomeRequests.ask(pipeline, "What is fast?", "Light");
			}

			pipeline.flush();
			assertThat(braintrust.awaitSpans(1)).singleElement()
				.satisfies((span) -> assertThat(span.isRoot()).isTrue());
		}
	}

	@Test
	void isLeftOutWithItsTrace() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().ratio(0).start()) {
			Span request = SomeRequests.request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				SomeRequests.ask(pipeline, "What is fast?", "Light");
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
			Span request = SomeRequests.request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				SomeRequests.ask(pipeline, "What is fast?", "Light");
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
			Span request = SomeRequests.request(pipeline);
			try (Scope scope = request.makeCurrent()) {
				SomeRequests.ask(pipeline, "What is fast?", "Light");
			}
			request.end();

			SentSpan root = SentSpan.named(braintrust.awaitSpans(2), "GET /support/{id}");
			assertThat(root.attributes()).doesNotContainKeys("braintrust.input_json", "braintrust.output_json");
		}
	}

	@Test
	void isNamedAfterItsAgentOrTheMethodOfItsSchedule() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).requestRoots().start()) {
			Span request = SomeRequests.request(pipeline);
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
				SomeRequests.ask(pipeline, "What is fast?", "Light");
			}
			task.end();

			pipeline.flush();
			assertThat(braintrust.awaitSpans(4)).filteredOn(SentSpan::isRoot)
				.extracting(SentSpan::name)
				.containsExactlyInAnyOrder("researcher", "Digest.sendMails");
		}
	}

}
