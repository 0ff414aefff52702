package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a trace as they lie in a file between two runs of the application. Other
 * than {@link TraceFile} it loses nothing of a row, and nobody else reads it.
 */
final class StoredTrace {

	private static final JsonMapper json = JsonMapper.builder().build();

	private StoredTrace() {
	}

	static byte[] write(List<Row> rows) {
		return json.writeValueAsBytes(rows.stream().map(StoredTrace::tree).toList());
	}

	/**
	 * Reads rows.
	 * @param bytes what {@link #write} has written, or anything else
	 * @return the rows, empty if these are none
	 */
	static List<Row> read(byte[] bytes) {
		try {
			List<Row> rows = new ArrayList<>();
			for (JsonNode node : json.readTree(bytes)) {
				rows.add(row(node));
			}
			return rows;
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return List.of();
		}
	}

	private static Map<String, Object> tree(Row row) {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("trace", row.traceId());
		tree.put("span", row.spanId());
		if (row.parentSpanId() != null) {
			tree.put("parent", row.parentSpanId());
		}
		tree.put("name", row.name());
		tree.put("start", row.startNanos());
		tree.put("end", row.endNanos());
		if (row.error() != null) {
			tree.put("error", row.error());
		}
		tree.put("attributes", map(row.attributes()));
		tree.put("resource", map(row.resource()));
		tree.put("events", row.events()
			.stream()
			.map((event) -> Map.of("name", event.name(), "nanos", event.nanos(), "attributes", map(event.attributes())))
			.toList());
		return tree;
	}

	private static Map<String, Object> map(Attributes attributes) {
		Map<String, Object> map = new LinkedHashMap<>();
		attributes.forEach((key, value) -> map.put(key.getKey(), value));
		return map;
	}

	private static Row row(JsonNode node) {
		List<Row.Event> events = new ArrayList<>();
		for (JsonNode event : node.path("events")) {
			events.add(new Row.Event(event.path("name").asString(), event.path("nanos").asLong(),
					attributes(event.path("attributes"))));
		}
		return new Row(required(node, "trace"), required(node, "span"), text(node.path("parent")),
				required(node, "name"), node.path("start").asLong(), node.path("end").asLong(),
				text(node.path("error")), attributes(node.path("attributes")), attributes(node.path("resource")),
				events);
	}

	private static String required(JsonNode node, String name) {
		String text = text(node.path(name));
		if (text == null) {
			throw new IllegalArgumentException(name + " is missing");
		}
		return text;
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.asString() : null;
	}

	private static Attributes attributes(JsonNode node) {
		AttributesBuilder attributes = Attributes.builder();
		node.properties().forEach((entry) -> put(attributes, entry.getKey(), entry.getValue()));
		return attributes.build();
	}

	private static void put(AttributesBuilder attributes, String key, JsonNode value) {
		if (value.isString()) {
			attributes.put(key, value.asString());
		}
		else if (value.isBoolean()) {
			attributes.put(key, value.booleanValue());
		}
		else if (value.isIntegralNumber()) {
			attributes.put(key, value.longValue());
		}
		else if (value.isNumber()) {
			attributes.put(key, value.doubleValue());
		}
		else if (value.isArray()) {
			putArray(attributes, key, value);
		}
	}

	private static void putArray(AttributesBuilder attributes, String key, JsonNode values) {
		List<JsonNode> elements = values.valueStream().toList();
		if (elements.stream().allMatch(JsonNode::isBoolean)) {
			attributes.put(AttributeKey.booleanArrayKey(key), elements.stream().map(JsonNode::booleanValue).toList());
		}
		else if (elements.stream().allMatch(JsonNode::isIntegralNumber)) {
			attributes.put(AttributeKey.longArrayKey(key), elements.stream().map(JsonNode::longValue).toList());
		}
		else if (elements.stream().allMatch(JsonNode::isNumber)) {
			attributes.put(AttributeKey.doubleArrayKey(key), elements.stream().map(JsonNode::doubleValue).toList());
		}
		else {
			attributes.put(AttributeKey.stringArrayKey(key),
					elements.stream().map((element) -> element.asString("")).toList());
		}
	}

}
