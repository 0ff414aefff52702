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
import tools.jackson.databind.node.ObjectNode;

/**
 * A trace as it lies in a file between two runs of the application. Other than
 * {@link TraceFile} it loses nothing of a row, and nobody else reads it.
 *
 * @param rows its rows
 * @param feedback what was said of its spans, by their ids
 * @param pictures the pictures of its rows by their keys
 */
record StoredTrace(List<Row> rows, Map<String, List<ObjectNode>> feedback, Map<String, byte[]> pictures) {

	private static final JsonMapper json = JsonMapper.builder().build();

	private static final StoredTrace NONE = new StoredTrace(List.of(), Map.of(), Map.of());

	/**
	 * What there is of a trace now.
	 * @param traceId id of the trace
	 * @param traces where it is kept
	 * @return the trace, without rows if it is not kept any more
	 */
	static StoredTrace of(String traceId, KeptTraces traces) {
		List<Row> rows = traces.ring().trace(traceId).stream().map(ShownRow::row).toList();
		Map<String, List<ObjectNode>> feedback = new LinkedHashMap<>();
		for (Row row : rows) {
			List<ObjectNode> said = traces.notes().of(row.spanId());
			if (!said.isEmpty()) {
				feedback.put(row.spanId(), said);
			}
		}
		Map<String, byte[]> pictures = new LinkedHashMap<>();
		for (String key : traces.pictures().keys(traceId)) {
			Pictures.Picture picture = traces.pictures().find(key);
			if (picture != null) {
				pictures.put(key, picture.bytes());
			}
		}
		return new StoredTrace(rows, feedback, pictures);
	}

	byte[] write() {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("rows", this.rows.stream().map(StoredTrace::tree).toList());
		tree.put("feedback", this.feedback);
		tree.put("pictures", this.pictures);
		return json.writeValueAsBytes(tree);
	}

	/**
	 * Reads a trace.
	 * @param bytes what {@link #write} has written, or anything else
	 * @return the trace, without rows if this is none
	 */
	static StoredTrace read(byte[] bytes) {
		try {
			JsonNode tree = json.readTree(bytes);
			List<Row> rows = new ArrayList<>();
			for (JsonNode node : tree.path("rows")) {
				rows.add(row(node));
			}
			Map<String, List<ObjectNode>> feedback = new LinkedHashMap<>();
			tree.path("feedback")
				.properties()
				.forEach((entry) -> feedback.put(entry.getKey(), objects(entry.getValue())));
			Map<String, byte[]> pictures = new LinkedHashMap<>();
			for (Map.Entry<String, JsonNode> entry : tree.path("pictures").properties()) {
				pictures.put(entry.getKey(), entry.getValue().binaryValue());
			}
			return new StoredTrace(rows, feedback, pictures);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return NONE;
		}
	}

	private static List<ObjectNode> objects(JsonNode list) {
		return list.valueStream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).toList();
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
