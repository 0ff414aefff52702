package dev.gai.braintrust.trace;

import java.util.List;
import java.util.Map;

import io.micrometer.tracing.Span;

/**
 * Puts attributes on a span with their types.
 */
final class SpanTags {

	private SpanTags() {
	}

	static void write(Map<String, Object> attributes, Span span) {
		attributes.forEach((key, value) -> write(span, key, value));
	}

	@SuppressWarnings("unchecked")
	private static void write(Span span, String key, Object value) {
		if (value instanceof Long number) {
			span.tag(key, number);
		}
		else if (value instanceof Double number) {
			span.tag(key, number);
		}
		else if (value instanceof Boolean flag) {
			span.tag(key, flag);
		}
		else if (value instanceof List<?> list) {
			span.tagOfStrings(key, (List<String>) list);
		}
		else {
			span.tag(key, value.toString());
		}
	}

}
