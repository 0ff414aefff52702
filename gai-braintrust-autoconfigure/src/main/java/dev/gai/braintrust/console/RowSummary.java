package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the list of traces and the tree need of a row: everything but its content.
 */
final class RowSummary {

	private static final int PREVIEW_LENGTH = 160;

	private static final int LABEL_LENGTH = 200;

	private static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");

	private static final Set<String> LARGE = Set.of("tools");

	private final JsonMapper json;

	RowSummary(JsonMapper json) {
		this.json = json;
	}

	Map<String, Object> of(Row row) {
		Map<?, ?> kind = map(row, "braintrust.span_attributes");
		Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("trace", row.traceId());
		summary.put("id", row.spanId());
		put(summary, "parent", row.parentSpanId());
		summary.put("name", (kind.get("name") instanceof String name) ? name : row.name());
		summary.put("type", (kind.get("type") instanceof String type) ? type : "task");
		summary.put("start", millis(row.startNanos()));
		summary.put("end", millis(row.endNanos()));
		put(summary, "error", row.error());
		put(summary, "session", row.attributes().get(CONVERSATION));
		put(summary, "metadata", labels(map(row, "braintrust.metadata")));
		put(summary, "metrics", map(row, "braintrust.metrics"));
		put(summary, "scores", map(row, "braintrust.scores"));
		List<String> tags = row.attributes().get(AttributeKey.stringArrayKey("braintrust.tags"));
		put(summary, "tags", (tags != null) ? tags : List.of());
		put(summary, "input", preview(tree(row, "braintrust.input_json")));
		put(summary, "output", preview(tree(row, "braintrust.output_json")));
		return summary;
	}

	/**
	 * Milliseconds since 1970, with microseconds behind the point: more a number of
	 * JavaScript cannot hold.
	 */
	static double millis(long nanos) {
		return (nanos / 1000) / 1000.0;
	}

	private static Map<String, Object> labels(Map<?, ?> metadata) {
		Map<String, Object> labels = new LinkedHashMap<>();
		metadata.forEach((key, value) -> {
			if (value != null && !LARGE.contains(String.valueOf(key))) {
				labels.put(String.valueOf(key), (value instanceof String text) ? cut(text, LABEL_LENGTH) : value);
			}
		});
		return labels;
	}

	private @Nullable String preview(@Nullable Object tree) {
		if (tree == null) {
			return null;
		}
		Object said = (tree instanceof List<?> list && !list.isEmpty()) ? said(list.get(list.size() - 1)) : null;
		Object shown = texts((said != null) ? said : tree);
		return cut((shown instanceof String text) ? text : this.json.writeValueAsString(shown), PREVIEW_LENGTH);
	}

	/**
	 * The texts of a message of several parts, with a word for each that is none;
	 * anything else as it is.
	 */
	private static Object texts(Object content) {
		if (!(content instanceof List<?> parts) || parts.isEmpty()) {
			return content;
		}
		List<String> texts = new ArrayList<>();
		for (Object part : parts) {
			if (part instanceof String text) {
				texts.add(text);
			}
			else if (part instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> function) {
				texts.add(function.get("name") + "()");
			}
			else if (part instanceof Map<?, ?> map && map.get("type") instanceof String type) {
				texts.add((map.get("text") instanceof String text) ? text : "[" + type + "]");
			}
			else {
				return content;
			}
		}
		return String.join(" ", texts);
	}

	/**
	 * The text of a message, or of an answer of a model.
	 */
	private static @Nullable Object said(@Nullable Object element) {
		if (!(element instanceof Map<?, ?> map)) {
			return null;
		}
		Object message = (map.get("message") instanceof Map<?, ?> answer) ? answer : map;
		Object content = (message instanceof Map<?, ?> fields) ? fields.get("content") : null;
		return (content != null) ? content : (message instanceof Map<?, ?> fields) ? fields.get("tool_calls") : null;
	}

	private static String cut(String text, int length) {
		String line = text.strip().replaceAll("\\s+", " ");
		return (line.length() > length) ? line.substring(0, length) + "…" : line;
	}

	private Map<?, ?> map(Row row, String attribute) {
		return (tree(row, attribute) instanceof Map<?, ?> map) ? map : Map.of();
	}

	private @Nullable Object tree(Row row, String attribute) {
		String text = row.attributes().get(AttributeKey.stringKey(attribute));
		try {
			return (text != null) ? this.json.readValue(text, Object.class) : null;
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	private static void put(Map<String, Object> summary, String key, @Nullable Object value) {
		boolean empty = (value instanceof Map<?, ?> map && map.isEmpty())
				|| (value instanceof List<?> list && list.isEmpty());
		if (value != null && !empty) {
			summary.put(key, value);
		}
	}

}
