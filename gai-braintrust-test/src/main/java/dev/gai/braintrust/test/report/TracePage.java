package dev.gai.braintrust.test.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.test.report.FailureReport.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The traces of a test as one page without scripts that loads nothing.
 */
final class TracePage {

	private static final int MAX_ROWS = 1000;

	private static final int MAX_VALUE = 100_000;

	private static final JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private static final String STYLE = """
			:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
			body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
			h1 { font-size: 1.2rem; overflow-wrap: anywhere; } h2 { font-size: 1rem; margin-top: 2rem; }
			pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .2rem 0 .6rem; font: 12px/1.45 ui-monospace, monospace; }
			.failure { border-left: 3px solid #d33; padding-left: .8rem; max-height: 30rem; overflow: auto; }
			details { border-top: 1px solid #8883; padding: .2rem 0; }
			summary { cursor: pointer; } summary span { opacity: .65; margin-left: .7rem; }
			.error > summary b { color: #d33; } dt { font-weight: 600; font-size: 12px; } dd { margin: 0; }
			dl { margin: .3rem 0 .3rem 1.1rem; }
			""";

	private final StringBuilder html = new StringBuilder();

	private final String test;

	private final Throwable failure;

	private final List<Part> traces;

	TracePage(String test, Throwable failure, List<Part> traces) {
		this.test = test;
		this.failure = failure;
		this.traces = traces;
	}

	String html() {
		this.html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
			.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
			.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
			.append(escaped(this.test))
			.append("</title><style>")
			.append(STYLE)
			.append("</style></head><body>\n<h1>")
			.append(escaped(this.test))
			.append("</h1>\n<pre class=\"failure\">")
			.append(escaped(cut(Objects.toString(this.failure.getMessage(), this.failure.getClass().getName()))))
			.append("</pre>\n");
		this.traces.forEach(this::trace);
		return this.html.append("</body></html>\n").toString();
	}

	private void trace(Part trace) {
		this.html.append("<h2>Trace ").append(trace.rows().get(0).traceId()).append("</h2>\n");
		String[] lines = trace.tree().split("\n");
		for (int line = 0; line < Math.min(lines.length, MAX_ROWS); line++) {
			int indentation = lines[line].length() - lines[line].stripLeading().length();
			row(trace.rows().get(line), indentation);
		}
		if (lines.length > MAX_ROWS) {
			this.html.append("<p>").append(lines.length - MAX_ROWS).append(" more spans are in the JSON file.</p>\n");
		}
	}

	private void row(Row row, int indentation) {
		this.html.append("<details")
			.append((row.error() != null) ? " class=\"error\" open" : "")
			.append(" style=\"margin-left:")
			.append(indentation * 0.6)
			.append("rem\"><summary><b>")
			.append(escaped(row.name()))
			.append("</b><span>")
			.append(String.format(Locale.ROOT, "%.1f ms", (row.endNanos() - row.startNanos()) / 1e6))
			.append("</span></summary><dl>");
		value("Error", row.error());
		row.attributes().asMap().forEach((key, value) -> value(key.getKey(), value));
		this.html.append("</dl></details>\n");
	}

	private void value(String name, @Nullable Object value) {
		if (value != null) {
			this.html.append("<dt>")
				.append(escaped(name))
				.append("</dt><dd><pre>")
				.append(escaped(cut(readable(value.toString()))))
				.append("</pre></dd>");
		}
	}

	private static String readable(String text) {
		if (!text.startsWith("{") && !text.startsWith("[")) {
			return text;
		}
		try {
			return mapper.writeValueAsString(mapper.readValue(text, JsonNode.class));
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	private static String cut(String text) {
		return (text.length() > MAX_VALUE) ? text.substring(0, MAX_VALUE) + "…" : text;
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
