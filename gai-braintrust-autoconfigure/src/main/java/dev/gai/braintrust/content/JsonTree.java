package dev.gai.braintrust.content;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a tree that {@link TreeCut} has made writable.
 */
final class JsonTree {

	private JsonTree() {
	}

	static void write(@Nullable Object tree, JsonGenerator generator) {
		if (tree == null) {
			generator.writeNull();
		}
		else if (tree instanceof String text) {
			generator.writeString(WellFormed.text(text));
		}
		else if (tree instanceof Number number) {
			generator.writeNumber(JsonNumbers.text(number));
		}
		else if (tree instanceof Boolean flag) {
			generator.writeBoolean(flag);
		}
		else if (tree instanceof List<?> list) {
			generator.writeStartArray();
			for (Object element : list) {
				write(element, generator);
			}
			generator.writeEndArray();
		}
		else if (tree instanceof Map<?, ?> map) {
			generator.writeStartObject();
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				generator.writeName(WellFormed.text(String.valueOf(entry.getKey())));
				write(entry.getValue(), generator);
			}
			generator.writeEndObject();
		}
	}

}
