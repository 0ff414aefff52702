package dev.gai.braintrust.test.report;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Draws a trace as the console does: tree and waterfall in one, each span with what it
 * was asked and answered. It needs {@link #style()} and no script.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceHtml {

	private static final int MAX_ROWS = 1000;

	private static final int MAX_DEPTH = 14;

	private final JsonNode rows;

	private final Html html;

	private final SpanHtml spans;

	private final double start;

	private final double length;

	private TraceHtml(JsonNode trace, int maxValue, Html html) {
		this.rows = trace.path("rows");
		this.html = html;
		this.spans = new SpanHtml(html, maxValue);
		double first = Double.MAX_VALUE;
		double last = 0;
		for (JsonNode row : this.rows) {
			first = Math.min(first, row.path("start").asDouble(0));
			last = Math.max(last, row.path("end").asDouble(0));
		}
		this.start = first;
		this.length = Math.max(last - first, 0.001);
	}

	/**
	 * Colours, type and traces.
	 * @return a style sheet
	 */
	public static String style() {
		return Html.resource(TraceHtml.class, "theme.css") + Html.resource(TraceHtml.class, "trace.css");
	}

	/**
	 * Draws a trace.
	 * @param trace what {@link dev.gai.braintrust.console.TraceFile#of(java.util.List)}
	 * wrote, parents before their children
	 * @param maxValue how many characters are shown of a value
	 * @param html where it goes
	 */
	public static void draw(JsonNode trace, int maxValue, Html html) {
		new TraceHtml(trace, maxValue, html).draw();
	}

	private void draw() {
		Map<String, Integer> depths = new HashMap<>();
		this.html.raw("<div class=\"trace\" role=\"group\" aria-label=\"Trace\">\n");
		int drawn = 0;
		for (JsonNode row : this.rows) {
			int depth = depths.getOrDefault(row.path("parent").asString(""), -1) + 1;
			depths.put(row.path("id").asString(""), depth);
			if (drawn < MAX_ROWS) {
				row(row, Math.min(depth, MAX_DEPTH));
				drawn++;
			}
		}
		if (this.rows.size() > drawn) {
			this.html.element("p class=\"note\"", (this.rows.size() - drawn) + " more spans are in the JSON file.");
		}
		this.html.raw("</div>\n");
	}

	private void row(JsonNode row, int depth) {
		String kind = kind(row.path("type").asString("task"));
		boolean failed = row.hasNonNull("error");
		this.html.raw("<details class=\"span d" + depth + (failed ? " failed" : "") + "\"><summary>")
			.raw("<span class=\"name\"><i class=\"kind " + kind + "\"></i>")
			.element("b", row.path("name").asString(""));
		if (failed) {
			this.html.element("span class=\"badge bad\"",
					row.path("metadata").path("error.category").asString("error"));
		}
		this.html.raw("</span>");
		this.html.element("span class=\"figures\"", figures(row.path("metrics")));
		lane(row, failed ? "failed" : kind);
		this.html.raw("</summary>");
		this.spans.body(row);
		this.html.raw("</details>\n");
	}

	private void lane(JsonNode row, String kind) {
		double at = (row.path("start").asDouble(0) - this.start) / this.length * 100;
		double took = row.path("end").asDouble(0) - row.path("start").asDouble(0);
		double share = Math.max(took / this.length * 100, 0.5);
		this.html.raw(String.format(Locale.ROOT,
				"<svg class=\"lane\" aria-hidden=\"true\"><rect class=\"bar %s\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"4\" "
						+ "height=\"10\" rx=\"3\"></rect></svg>",
				kind, Math.min(at, 99.5), share))
			.element("span class=\"took\"", duration(took));
	}

	private static String kind(String type) {
		return switch (type) {
			case "llm", "tool", "score", "eval" -> type;
			default -> "task";
		};
	}

	private static @Nullable String figures(JsonNode metrics) {
		StringBuilder text = new StringBuilder();
		if (metrics.path("tokens").isNumber()) {
			text.append(metrics.path("tokens").asString("")).append(" tok");
		}
		if (metrics.path("estimated_cost").isNumber()) {
			text.append((text.length() > 0) ? " · " : "")
				.append(String.format(Locale.ROOT, "$%.5f", metrics.path("estimated_cost").doubleValue()));
		}
		return text.toString();
	}

	/**
	 * A duration as the console shows it.
	 * @param millis milliseconds
	 * @return the text
	 */
	public static String duration(double millis) {
		if (millis < 1000) {
			return String.format(Locale.ROOT, (millis < 10) ? "%.1f ms" : "%.0f ms", millis);
		}
		return (millis < 60_000) ? String.format(Locale.ROOT, "%.2f s", millis / 1000)
				: String.format(Locale.ROOT, "%d min %02d s", (long) (millis / 60_000), (long) (millis / 1000) % 60);
	}

}
