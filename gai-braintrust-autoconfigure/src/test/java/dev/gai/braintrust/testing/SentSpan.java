package dev.gai.braintrust.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A span as it was received, decoded with the official classes.
 *
 * @param span the message
 * @param resource attributes of its resource
 */
public record SentSpan(Span span, Map<String, Object> resource) {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	/**
	 * The first span of a name.
	 * @param spans the spans, of which one has that name
	 * @param name the name
	 * @return the span
	 */
	public static SentSpan named(List<SentSpan> spans, String name) {
		return spans.stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

	public String name() {
		return this.span.getName();
	}

	public String traceId() {
		return hex(this.span.getTraceId());
	}

	public String spanId() {
		return hex(this.span.getSpanId());
	}

	public String parentId() {
		return hex(this.span.getParentSpanId());
	}

	public boolean isRoot() {
		return this.span.getParentSpanId().isEmpty();
	}

	public Map<String, Object> attributes() {
		return attributes(this.span.getAttributesList());
	}

	public Object attribute(String key) {
		return attributes().get(key);
	}

	/**
	 * An attribute that holds JSON.
	 * @param key the key
	 * @return the tree; missing if there is no such attribute
	 */
	public JsonNode json(String key) {
		Object text = attribute(key);
		return (text != null) ? mapper.readTree((String) text) : mapper.missingNode();
	}

	public JsonNode metadata() {
		return json("braintrust.metadata");
	}

	public JsonNode metrics() {
		return json("braintrust.metrics");
	}

	public String type() {
		return json("braintrust.span_attributes").path("type").asString();
	}

	static Map<String, Object> attributes(List<KeyValue> list) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		for (KeyValue attribute : list) {
			Object previous = attributes.put(attribute.getKey(), value(attribute.getValue()));
			if (previous != null) {
				throw new AssertionError("Attribute " + attribute.getKey() + " was sent twice");
			}
		}
		return attributes;
	}

	private static Object value(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case BOOL_VALUE -> value.getBoolValue();
			case INT_VALUE -> value.getIntValue();
			case DOUBLE_VALUE -> value.getDoubleValue();
			case ARRAY_VALUE -> {
				List<Object> values = new ArrayList<>();
				value.getArrayValue().getValuesList().forEach((element) -> values.add(value(element)));
				yield values;
			}
			default -> throw new AssertionError("Unexpected value " + value);
		};
	}

	private static String hex(ByteString bytes) {
		StringBuilder hex = new StringBuilder();
		for (byte next : bytes.toByteArray()) {
			hex.append(String.format("%02x", next));
		}
		return hex.toString();
	}

}
