package dev.gai.braintrust.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.trace.GenAiAttributes;
import dev.gai.braintrust.trace.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as the {@code braintrust.*} and {@code gen_ai.*} attributes that
 * Braintrust makes a row of.
 */
final class RowAttributes {

	private static final String ORIGIN = "gai-braintrust-spring-boot-starter";

	private static final int UNLIMITED = Integer.MAX_VALUE;

	private final ExportSettings settings;

	private final ContentMasking masking;

	private final ContentJson json;

	RowAttributes(ExportSettings settings, ContentMasking masking, ContentJson json) {
		this.settings = settings;
		this.masking = masking;
		this.json = json;
	}

	void write(SpanRecord record, String spanName, AttributesBuilder attributes) {
		RowShape shape = new RowShape(record, this.settings.captureContent());
		RowFields fields = new RowFields(this.masking, this.json, this.settings.maxFieldBytes(),
				this.settings.maxSpanBytes());
		fields.add("input", "braintrust.input_json", shape.input());
		fields.add("output", "braintrust.output_json", shape.output(this::text));
		fields.add("expected", "braintrust.expected_json", shape.expected());
		Map<String, @Nullable Object> metadata = shape.metadata();
		fields.add("metadata", "braintrust.metadata", metadata);
		fields.fit(0);
		fields.all().forEach((field) -> attributes.put(field.attribute(), field.json()));
		if (!fields.truncated().isEmpty()) {
			markTruncated(metadata, fields.truncated(), attributes);
		}
		putJson(attributes, "braintrust.metrics", shape.metrics());
		putJson(attributes, "braintrust.scores", record.labels().scores());
		List<String> tags = record.labels().tags();
		if (!tags.isEmpty()) {
			attributes.put(AttributeKey.stringArrayKey("braintrust.tags"),
					tags.stream().map((tag) -> this.masking.maskText("tags", tag)).toList());
		}
		Map<String, Object> spanAttributes = new LinkedHashMap<>();
		spanAttributes.put("type", record.type().braintrustType());
		spanAttributes.put("name", spanName);
		putJson(attributes, "braintrust.span_attributes", spanAttributes);
		putJson(attributes, "braintrust.context_json", Map.of("span_origin", origin(record)));
		GenAiAttributes.of(record).forEach((key, value) -> put(attributes, key, value));
		if (this.settings.legacyAttributes()) {
			new LegacyAttributes(attributes).write(record, fields);
		}
	}

	private void markTruncated(Map<String, @Nullable Object> metadata, List<String> truncated,
			AttributesBuilder attributes) {
		Map<String, @Nullable Object> marked = new LinkedHashMap<>();
		marked.put("content.truncated", truncated);
		marked.putAll(metadata);
		Object masked = this.masking.mask("metadata", marked);
		attributes.put("braintrust.metadata", this.json.write(masked, this.settings.maxFieldBytes()).json());
	}

	private Map<String, Object> origin(SpanRecord record) {
		Map<String, Object> origin = new LinkedHashMap<>();
		origin.put("name", ORIGIN);
		origin.put("version", this.settings.version());
		origin.put("instrumentation", Map.of("name", record.instrumentation()));
		if (this.settings.environment() != null) {
			origin.put("environment", Map.of("name", this.settings.environment()));
		}
		return origin;
	}

	private void putJson(AttributesBuilder attributes, String key, Map<String, ?> tree) {
		if (!tree.isEmpty()) {
			attributes.put(key, text(tree));
		}
	}

	private String text(Object tree) {
		return this.json.write(tree, UNLIMITED).json();
	}

	@SuppressWarnings("unchecked")
	static void put(AttributesBuilder attributes, String key, Object value) {
		if (value instanceof Long number) {
			attributes.put(key, number);
		}
		else if (value instanceof Double number) {
			attributes.put(key, number);
		}
		else if (value instanceof Boolean flag) {
			attributes.put(key, flag);
		}
		else if (value instanceof List<?> list) {
			attributes.put(AttributeKey.stringArrayKey(key), (List<String>) list);
		}
		else {
			attributes.put(key, value.toString());
		}
	}

}
