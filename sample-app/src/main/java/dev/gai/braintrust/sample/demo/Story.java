package dev.gai.braintrust.sample.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;

/**
 * Runs the parts of the demo one after the other, each in a trace of its own. A part that
 * fails does not stop the next one.
 */
final class Story {

	private final GenAiTracer tracer;

	private final List<PartResult> results = new ArrayList<>();

	Story(GenAiTracer tracer) {
		this.tracer = tracer;
	}

	/**
	 * Runs a part.
	 * @param title name of the root span
	 * @param input input of the root span
	 * @param body the part; what it returns is the output of the root span
	 * @return what it returned, empty if it failed
	 */
	String part(String title, Object input, Function<GenAiSpan, String> body) {
		PartResult[] ids = new PartResult[1];
		PartResult result;
		try {
			String text = this.tracer.span(title).input(input).call((span) -> {
				ids[0] = new PartResult(title, "", span.traceId(), span.permalink(), null);
				return body.apply(span);
			});
			result = new PartResult(title, text, ids[0].traceId(), ids[0].permalink(), null);
		}
		catch (Exception ex) {
			result = new PartResult(title, "", ids[0].traceId(), ids[0].permalink(), ex);
		}
		this.results.add(result);
		return result.text();
	}

	List<PartResult> results() {
		return this.results;
	}

}
