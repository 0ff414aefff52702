package dev.gai.braintrust.test.report;

import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.console.TraceFile;
import dev.gai.braintrust.test.report.FailureReport.Part;
import tools.jackson.databind.json.JsonMapper;

/**
 * The traces of a test as one page without scripts that loads nothing.
 */
final class TracePage {

	private static final int MAX_VALUE = 100_000;

	private static final JsonMapper mapper = new JsonMapper();

	private final String test;

	private final Throwable failure;

	private final List<Part> traces;

	TracePage(String test, Throwable failure, List<Part> traces) {
		this.test = test;
		this.failure = failure;
		this.traces = traces;
	}

	String html() {
		String message = Objects.toString(this.failure.getMessage(), this.failure.getClass().getName());
		Html html = new Html().begin(this.test, TraceHtml.style(), null)
			.raw("<main>")
			.element("h1", this.test)
			.element("pre class=\"problem\"",
					(message.length() > MAX_VALUE) ? message.substring(0, MAX_VALUE) + "…" : message);
		for (Part trace : this.traces) {
			html.element("h2", "Trace " + trace.rows().get(0).traceId());
			TraceHtml.draw(mapper.readTree(TraceFile.of(trace.rows())), MAX_VALUE, html);
		}
		return html.raw("</main>").end(null);
	}

}
