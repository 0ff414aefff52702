package dev.gai.braintrust.export;

import java.util.List;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;

/**
 * Requests in which models are asked.
 */
final class SomeRequests {

	private SomeRequests() {
	}

	static Span request(TracedPipeline pipeline) {
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

	static void ask(TracedPipeline pipeline, String question, String answer) {
		pipeline.genAi()
			.llm("p", "m")
			.messages(List.of(Message.system("Be brief."), Message.user(question)))
			.call((span) -> answer);
	}

}
