package dev.gai.braintrust.speed.pipe;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/**
 * A span of a call of a model with twelve attributes, made through OpenTelemetry's API.
 */
public final class ApiSpan {

	private ApiSpan() {
	}

	/**
	 * Starts and ends a span.
	 * @param tracer makes it
	 * @param input the prompt
	 * @param output the answer
	 */
	public static void make(Tracer tracer, String input, String output) {
		tracer.spanBuilder("chat gpt-4o-mini")
			.setSpanKind(SpanKind.CLIENT)
			.startSpan()
			.setAttribute("braintrust.parent", "project_name:speed")
			.setAttribute("gen_ai.operation.name", "chat")
			.setAttribute("gen_ai.provider.name", "openai")
			.setAttribute("gen_ai.request.model", "gpt-4o-mini")
			.setAttribute("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
			.setAttribute("gen_ai.request.temperature", 0.7)
			.setAttribute("gen_ai.usage.input_tokens", 1024)
			.setAttribute("gen_ai.usage.output_tokens", 256)
			.setAttribute("braintrust.metadata", "{\"user_id\":\"u-1\",\"session_id\":\"s-1\"}")
			.setAttribute("braintrust.span_attributes", "{\"type\":\"llm\",\"name\":\"chat gpt-4o-mini\"}")
			.setAttribute("braintrust.input_json", input)
			.setAttribute("braintrust.output_json", output)
			.end();
	}

}
