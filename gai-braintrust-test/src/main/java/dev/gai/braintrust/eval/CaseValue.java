package dev.gai.braintrust.eval;

import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * Values of cases, which are JSON, as others want them.
 */
final class CaseValue {

	private static final int LONGEST = 80;

	private static final JsonMapper json = new JsonMapper();

	private CaseValue() {
	}

	/**
	 * A value as a type of the application.
	 * @param missing says what is null if the value is
	 */
	static <T> T as(Class<T> type, JsonNode value, Supplier<String> missing) {
		if (type.isInstance(value)) {
			return type.cast(value);
		}
		Object converted = (type == String.class && !value.isString()) ? value.toString()
				: json.convertValue(value, type);
		Assert.state(converted != null, missing);
		return type.isPrimitive() ? unchecked(converted) : type.cast(converted);
	}

	@SuppressWarnings("unchecked") // a primitive class does not cast what is boxed
	private static <T> T unchecked(Object value) {
		return (T) value;
	}

	/**
	 * The start of a value on one line.
	 */
	static String shortText(JsonNode value) {
		String text = (value.isString() ? value.asString() : value.toString()).replaceAll("\\s+", " ").strip();
		if (text.codePointCount(0, text.length()) <= LONGEST) {
			return text;
		}
		return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
	}

}
