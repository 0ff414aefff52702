package dev.gai.braintrust.eval.upload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of an experiment as Braintrust takes it.
 */
final class ExperimentRow {

	private static final JsonMapper json = new JsonMapper();

	private static final double MILLIS = 1000;

	private ExperimentRow() {
	}

	/**
	 * A row with nothing in it but what it is, where it belongs and when it was.
	 */
	static ObjectNode empty(String id, String root, @Nullable String parent, String name, String type, Instant start,
			double millis) {
		ObjectNode row = json.createObjectNode();
		row.put("id", id).put("span_id", id).put("root_span_id", root);
		if (parent != null) {
			row.putArray("span_parents").add(parent);
		}
		row.put("created", start.toString());
		row.putObject("span_attributes").put("name", name).put("type", type);
		double seconds = start.toEpochMilli() / MILLIS;
		row.putObject("metrics").put("start", seconds).put("end", seconds + millis / MILLIS);
		return row;
	}

	/**
	 * A span of the application. What it holds has been masked, cut and left out where it
	 * may not be sent when its row was made.
	 */
	static ObjectNode ofSpan(JsonNode span, String parent, String root) {
		JsonNode attributes = span.path("attributes");
		double start = span.path("start").asDouble(0);
		ObjectNode row = empty(span.path("id").asString(""), root, parent, span.path("name").asString(""),
				span.path("type").asString("task"), Instant.ofEpochMilli((long) start),
				span.path("end").asDouble(0) - start);
		JsonNode kind = tree(attributes, "braintrust.span_attributes");
		if (kind instanceof ObjectNode given) {
			row.withObject("span_attributes").setAll(given);
		}
		put(row, "input", tree(attributes, "braintrust.input_json"));
		put(row, "output", tree(attributes, "braintrust.output_json"));
		put(row, "expected", tree(attributes, "braintrust.expected_json"));
		put(row, "metadata", tree(attributes, "braintrust.metadata"));
		put(row, "scores", tree(attributes, "braintrust.scores"));
		put(row, "context", tree(attributes, "braintrust.context_json"));
		put(row, "tags", attributes.get("braintrust.tags"));
		if (tree(attributes, "braintrust.metrics") instanceof ObjectNode figures) {
			row.withObject("metrics").setAll(figures);
		}
		if (span.hasNonNull("error")) {
			row.put("error", span.path("error").asString(""));
		}
		return row;
	}

	private static @Nullable JsonNode tree(JsonNode attributes, String name) {
		String text = attributes.path(name).asString("");
		try {
			return text.isEmpty() ? null : json.readTree(text);
		}
		catch (RuntimeException ex) {
			return json.valueToTree(text);
		}
	}

	static void put(ObjectNode row, String field, @Nullable JsonNode value) {
		if (value != null && !value.isNull() && !value.isMissingNode()) {
			row.set(field, value);
		}
	}

}
