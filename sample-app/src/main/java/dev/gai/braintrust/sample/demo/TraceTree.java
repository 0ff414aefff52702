package dev.gai.braintrust.sample.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gai.braintrust.sample.collector.Row;
import tools.jackson.databind.JsonNode;

/**
 * Draws a trace as a tree with type, tokens, duration and status, 100 columns wide.
 */
final class TraceTree {

	private static final String LINE = "%-47s %-4s %9s %8s  %s";

	private static final int NAME_WIDTH = 47;

	private static final int NOTE_WIDTH = 27;

	private final List<Row> rows;

	private final List<String> lines = new ArrayList<>();

	private TraceTree(List<Row> rows) {
		this.rows = rows.stream().sorted(Comparator.comparingLong(Row::startNanos)).toList();
	}

	static String heading() {
		return line("span", "type", "tokens", "duration", "status");
	}

	/**
	 * Draws.
	 * @param rows the rows of one trace
	 * @return the lines; a row whose parent has not arrived stands at the left
	 */
	static List<String> of(List<Row> rows) {
		TraceTree tree = new TraceTree(rows);
		Set<String> ids = rows.stream().map(Row::spanId).collect(Collectors.toSet());
		tree.rows.stream()
			.filter((row) -> !ids.contains(row.parentSpanId()))
			.forEach((row) -> tree.draw(row, row.isRoot() ? "" : "(parent missing) ", ""));
		return tree.lines;
	}

	private void draw(Row row, String branch, String indent) {
		this.lines.add(line(branch + row.name(), row.type(), tokens(row), duration(row), note(row)));
		List<Row> children = this.rows.stream().filter((other) -> other.parentSpanId().equals(row.spanId())).toList();
		for (Row child : children) {
			boolean last = child == children.get(children.size() - 1);
			draw(child, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
		}
	}

	private static String line(String name, String type, String tokens, String duration, String note) {
		return String.format(Locale.ROOT, LINE, cut(name, NAME_WIDTH), type, tokens, duration, cut(note, NOTE_WIDTH))
			.stripTrailing();
	}

	private static String tokens(Row row) {
		JsonNode input = row.metric("prompt_tokens");
		JsonNode output = row.metric("completion_tokens");
		return (input.isMissingNode() && output.isMissingNode()) ? ""
				: input.asString("?") + "→" + output.asString("?");
	}

	private static String duration(Row row) {
		return row.duration().toMillis() + " ms";
	}

	private static String note(Row row) {
		JsonNode wait = row.metadata("retry.wait_ms");
		if (wait.isNumber()) {
			return "ERROR " + row.metadata("error.category").asString("?") + " +" + wait.asString() + " ms";
		}
		if (row.error()) {
			return "ERROR " + row.statusMessage().replaceFirst("^(?:\\w+\\.)+[\\w$]+: ", "");
		}
		int attempt = row.metadata("retry.successful_attempt").intValue(1);
		JsonNode firstToken = row.metric("time_to_first_token");
		return "ok" + ((attempt > 1) ? ", attempt " + attempt : "")
				+ (firstToken.isNumber() ? ", first token " + Math.round(firstToken.doubleValue() * 1000) + " ms" : "");
	}

	static String cut(String text, int width) {
		String line = text.replaceAll("\\p{Cntrl}", " ");
		return (line.length() <= width) ? line : line.substring(0, width - 1) + "…";
	}

}
