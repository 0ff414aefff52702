package dev.gai.braintrust.export.row;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.MaskedJson;
import dev.gai.braintrust.content.bytes.JsonText;
import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.export.row.otlp.AttributeList;
import dev.gai.braintrust.trace.record.GenAiAttributes;
import dev.gai.braintrust.trace.record.SpanLabels;
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

	private final MaskedJson written;

	/** By the door that a span came in by, of which there are few. */
	private final Map<String, String> contexts = new HashMap<>();

	RowAttributes(RowSettings settings, ContentMasking masking, ContentJson json, TextBytes bytes) {
		this.settings = settings;
		this.masking = masking;
		this.json = json;
		this.written = new MaskedJson(masking, json, bytes);
	}

	void write(SpanRecord record, AttributeList attributes, TextBudget budget, MediaOfRow media) {
		this.written.clear();
		RowShape shape = new RowShape(record, this.settings.captureContent());
		putLabels(record.labels(), attributes, budget);
		GenAiAttributes.tell(record, (key, value) -> put(attributes, key, value, budget));
		putJson(attributes, "braintrust.metrics", shape::tellMetrics);
		putJson(attributes, "braintrust.span_attributes", (fields) -> {
			fields.accept("type", record.type().braintrustType());
			fields.accept("name", masked("name", record.displayName(), budget));
			String purpose = record.labels().purpose();
			if (purpose != null) {
				fields.accept("purpose", purpose);
			}
		});
		putJson(attributes, "braintrust.origin", record.labels().origin());
		attributes.put("braintrust.context_json",
				this.contexts.computeIfAbsent(record.instrumentation(), (door) -> text(context(door))));
		RowFields fields = fields(shape, budget.used(), media);
		fields.all().forEach((field) -> attributes.put(field.attribute(), field.json()));
		if (this.settings.extras().otelMessages() && record.type() == SpanType.LLM) {
			new OtelMessages(attributes, this::text, record.failure().meaning() != null).write(fields);
		}
		if (this.settings.legacyAttributes()) {
			new LegacyAttributes(attributes, (text) -> masked("gen_ai.system", text, budget)).write(record, fields);
		}
	}

	private void putLabels(SpanLabels labels, AttributeList attributes, TextBudget budget) {
		List<String> tags = labels.tags();
		if (!tags.isEmpty()) {
			attributes.put(AttributeKey.stringArrayKey("braintrust.tags"),
					tags.stream().map((tag) -> masked("tags", tag, budget)).toList());
		}
		Map<String, Double> scores = labels.scores();
		if (!scores.isEmpty()) {
			Map<String, Object> masked = new LinkedHashMap<>();
			scores.forEach((name, value) -> masked.put(masked("scores", name, budget), value));
			putJson(attributes, "braintrust.scores", masked);
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
		this.written.clear();
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
		RowFields fields = new RowFields(this.written, media, this.settings.maxFieldBytes(),
				this.settings.maxSpanBytes());
		fields.add("input", "braintrust.input_json", input);
		fields.add("output", "braintrust.output_json", output);
		fields.add("expected", "braintrust.expected_json", expected);
		Map<String, ? extends @Nullable Object> all = media.isEmpty() ? metadata : withAttachments(metadata, media);
		fields.add(RowFields.METADATA, RowFields.METADATA_ATTRIBUTE, all.isEmpty() ? null : all);
		fields.fit(otherBytes);
		fields.markTruncated();
		if (!media.isEmpty()) {
			media.keepWhatIsIn(fields.all().stream().map((field) -> field.json().toString()).toList());
		}
		return fields;
	}

	/** Should an upload fail, the row still says what there was. */
	private static Map<String, @Nullable Object> withAttachments(Map<String, ? extends @Nullable Object> metadata,
			MediaOfRow media) {
		Map<String, @Nullable Object> all = new LinkedHashMap<>();
		all.put("content.attachments", media.attachments());
		all.putAll(metadata);
		return all;
	}

	private Map<String, Object> context(String door) {
		Map<String, Object> origin = new LinkedHashMap<>();
		origin.put("name", ORIGIN);
		origin.put("version", this.settings.version());
		origin.put("instrumentation", Map.of("name", door));
		if (this.settings.environment() != null) {
			origin.put("environment",
					Map.of("name", this.masking.maskLabel("environment", this.settings.environment())));
		}
		return Map.of("span_origin", origin);
	}

	private void putJson(AttributeList attributes, String key, Map<String, ?> tree) {
		if (!tree.isEmpty()) {
			attributes.put(key, this.written.plain(tree));
		}
	}

	private void putJson(AttributeList attributes, String key, Consumer<BiConsumer<String, Object>> fields) {
		JsonText json = this.written.object(fields);
		if (json != null) {
			attributes.put(key, json);
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
