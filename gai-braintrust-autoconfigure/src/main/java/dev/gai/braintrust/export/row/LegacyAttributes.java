package dev.gai.braintrust.export.row;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.export.row.otlp.AttributeList;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.Usage;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * The names that the GenAI conventions had until version 1.36, for dashboards that still
 * ask for them. Content is taken from the fields that have been masked and cut.
 */
final class LegacyAttributes {

	private final AttributeList attributes;

	private final UnaryOperator<String> masking;

	LegacyAttributes(AttributeList attributes, UnaryOperator<String> masking) {
		this.attributes = attributes;
		this.masking = masking;
	}

	void write(SpanRecord record, RowFields fields) {
		String provider = record.request().provider();
		if (provider != null) {
			this.attributes.put("gen_ai.system", this.masking.apply(provider));
		}
		Usage usage = record.response().usage();
		if (usage != null && record.type().callsModel()) {
			put("gen_ai.usage.prompt_tokens", usage.input());
			put("gen_ai.usage.completion_tokens", usage.output());
		}
		if (record.type().callsModel()) {
			for (RowField field : fields.all()) {
				writeContent(field);
			}
		}
	}

	private void writeContent(RowField field) {
		// A cut field is not taken apart again: the row has what was kept of it.
		if (field.truncated()) {
			return;
		}
		if (field.name().equals("input")) {
			writePrompt(field.tree());
		}
		else if (field.name().equals("output")) {
			writeCompletion(field.tree());
		}
		else if (field.tree() instanceof Map<?, ?> metadata && metadata.get("tools") instanceof List<?> tools) {
			List<String> names = tools.stream().map(LegacyAttributes::toolName).toList();
			this.attributes.put(AttributeKey.stringArrayKey("gen_ai.tools"), names);
		}
	}

	private void writePrompt(@Nullable Object input) {
		if (input instanceof List<?> messages) {
			int index = 0;
			for (Object message : messages) {
				if (message instanceof Map<?, ?> fields) {
					putText("gen_ai.prompt." + index + ".role", fields.get("role"));
					putText("gen_ai.prompt." + index + ".content", fields.get("content"));
					index++;
				}
			}
		}
	}

	private void writeCompletion(@Nullable Object output) {
		if (output instanceof List<?> choices && !choices.isEmpty() && choices.get(0) instanceof Map<?, ?> choice
				&& choice.get("message") instanceof Map<?, ?> message) {
			putText("gen_ai.completion", message.get("content"));
		}
	}

	private static String toolName(@Nullable Object tool) {
		if (tool instanceof Map<?, ?> definition) {
			Object function = definition.get("function");
			Object name = (function instanceof Map<?, ?> fields) ? fields.get("name") : definition.get("name");
			return String.valueOf(name);
		}
		return String.valueOf(tool);
	}

	private void put(String key, @Nullable Long value) {
		if (value != null) {
			this.attributes.put(key, value.longValue());
		}
	}

	private void putText(String key, @Nullable Object value) {
		if (value instanceof String text) {
			this.attributes.put(key, text);
		}
	}

}
