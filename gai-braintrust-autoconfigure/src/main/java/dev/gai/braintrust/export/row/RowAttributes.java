package dev.gai.braintrust.export.row;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.export.row.otlp.AttributeList;
import dev.gai.braintrust.trace.record.GenAiAttributes;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as the {@code braintrust.*} and {@code gen_ai.*} attributes that
 * Braintrust makes a row of.
 */
final class RowAttributes {

	private static final String ORIGIN = "gai-braintrust-spring-boot-starter";

	/** Of a tag, a name of a score or a value of the conventions. */
	private static final int MAX_LABEL_BYTES = 1024;

	private static final int UNLIMITED = Integer.MAX_VALUE;

	private final RowSettings settings;

	private final ContentMasking masking;

	private final ContentJson json;

	/** By the door that a span came in by, of which there are few. */
	private final Map<String, String> contexts = new HashMap<>();

	RowAttributes(RowSettings settings, ContentMasking masking, ContentJson json) {
		this.settings = settings;
		this.masking = masking;
		this.json = json;
	}

	void write(SpanRecord record, AttributeList attributes, TextBudget budget, MediaOfRow media) {
		RowShape shape = new RowShape(record, this.settings.captureContent());
		List<String> tags = record.labels().tags().stream().map((tag) -> masked("tags", tag, budget)).toList();
		if (!tags.isEmpty()) {
			attributes.put(AttributeKey.stringArrayKey("braintrust.tags"), tags);
		}
		Map<String, Object> scores = new LinkedHashMap<>();
		record.labels().scores().forEach((name, value) -> scores.put(masked("scores", name, budget), value));
		putJson(attributes, "braintrust.scores", scores);
		GenAiAttributes.of(record).forEach((key, value) -> put(attributes, key, value, budget));
		putJson(attributes, "braintrust.metrics", shape.metrics());
		Map<String, Object> spanAttributes = new LinkedHashMap<>();
		spanAttributes.put("type", record.type().braintrustType());
		spanAttributes.put("name", masked("name", record.displayName(), budget));
		String purpose = record.labels().purpose();
		if (purpose != null) {
			spanAttributes.put("purpose", purpose);
		}
		putJson(attributes, "braintrust.span_attributes", spanAttributes);
		putJson(attributes, "braintrust.origin", record.labels().origin());
		attributes.put("braintrust.context_json",
				this.contexts.computeIfAbsent(record.instrumentation(), (door) -> text(context(door))));
		RowFields fields = fields(shape, budget.used(), media);
		fields.all().forEach((field) -> attributes.put(field.attribute(), field.json()));
		if (this.settings.extras().otelMessages() && record.type() == SpanType.LLM) {
			new OtelMessages(attributes, this::text).write(fields);
		}
		if (this.settings.legacyAttributes()) {
			new LegacyAttributes(attributes, (text) -> masked("gen_ai.system", text, budget)).write(record, fields);
		}
	}

	/**
	 * Writes the row of a request.
	 * @param root the request
	 * @param name its name, masked
	 * @param attributes where to
	 * @param budget how much text there is room for
	 * @param media replaces images, sounds and files
	 */
	void writeRoot(RootRow root, String name, AttributeList attributes, TextBudget budget, MediaOfRow media) {
		Map<String, Object> spanAttributes = new LinkedHashMap<>();
		spanAttributes.put("type", "task");
		spanAttributes.put("name", name);
		putJson(attributes, "braintrust.span_attributes", spanAttributes);
		attributes.put("braintrust.context_json",
				this.contexts.computeIfAbsent("observation", (door) -> text(context(door))));
		boolean captured = this.settings.captureContent();
		fields(root.input(captured), root.output(captured), null, root.metadata(), budget.used(), media).all()
			.forEach((field) -> attributes.put(field.attribute(), field.json()));
	}

	private RowFields fields(RowShape shape, int otherBytes, MediaOfRow media) {
		return fields(shape.input(), shape.output(this::text), shape.expected(), shape.metadata(), otherBytes, media);
	}

	private RowFields fields(@Nullable Object input, @Nullable Object output, @Nullable Object expected,
			Map<String, ? extends @Nullable Object> metadata, int otherBytes, MediaOfRow media) {
		RowFields fields = new RowFields(this.masking, this.json, media, this.settings.maxFieldBytes(),
				this.settings.maxSpanBytes());
		fields.add("input", "braintrust.input_json", input);
		fields.add("output", "braintrust.output_json", output);
		fields.add("expected", "braintrust.expected_json", expected);
		Map<String, @Nullable Object> all = withAttachments(metadata, media);
		fields.add(RowFields.METADATA, RowFields.METADATA_ATTRIBUTE, all.isEmpty() ? null : all);
		fields.fit(otherBytes);
		fields.markTruncated();
		media.keepWhatIsIn(fields.all().stream().map(RowField::json).toList());
		return fields;
	}

	/** Should an upload fail, the row still says what there was. */
	private static Map<String, @Nullable Object> withAttachments(Map<String, ? extends @Nullable Object> metadata,
			MediaOfRow media) {
		Map<String, @Nullable Object> all = new LinkedHashMap<>();
		List<Object> attachments = media.attachments();
		if (!attachments.isEmpty()) {
			all.put("content.attachments", attachments);
		}
		all.putAll(metadata);
		return all;
	}

	private Map<String, Object> context(String door) {
		Map<String, Object> origin = new LinkedHashMap<>();
		origin.put("name", ORIGIN);
		origin.put("version", this.settings.version());
		origin.put("instrumentation", Map.of("name", door));
		if (this.settings.environment() != null) {
			origin.put("environment", Map.of("name", this.settings.environment()));
		}
		return Map.of("span_origin", origin);
	}

	private void putJson(AttributeList attributes, String key, Map<String, ?> tree) {
		if (!tree.isEmpty()) {
			attributes.put(key, text(tree));
		}
	}

	private String text(Object tree) {
		return this.json.write(tree, UNLIMITED).json();
	}

	private String masked(String field, String text, TextBudget budget) {
		return budget.take(this.masking.maskLabel(field, text), MAX_LABEL_BYTES);
	}

	private void put(AttributeList attributes, String key, Object value, TextBudget budget) {
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
			attributes.put(AttributeKey.stringArrayKey(key),
					list.stream().map((element) -> masked(key, String.valueOf(element), budget)).toList());
		}
		else {
			attributes.put(key, masked(key, value.toString(), budget));
		}
	}

}
