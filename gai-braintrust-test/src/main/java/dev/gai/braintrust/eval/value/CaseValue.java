package dev.gai.braintrust.eval.value;

import java.math.BigDecimal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * Values of cases, which are JSON, as others want them.
 *
 * @since 0.1.0
 */
public final class CaseValue {

	private static final int LONGEST = 80;

	private static final JsonMapper json = new JsonMapper();

	private CaseValue() {
	}

	/**
	 * A value as a type of the application.
	 * @param type the type
	 * @param value the value
	 * @param missing says what is null if the value is
	 * @param <T> the type
	 * @return the value
	 */
	public static <T> T as(Class<T> type, JsonNode value, Supplier<String> missing) {
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
	 * @param value the value
	 * @return 80 characters at most
	 */
	public static String shortText(JsonNode value) {
		String text = (value.isString() ? value.asString() : value.toString()).replaceAll("\\s+", " ").strip();
		if (text.codePointCount(0, text.length()) <= LONGEST) {
			return text;
		}
		return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
	}

	/**
	 * The number that a text is.
	 * @param text the text
	 * @return the number, {@code null} if it is none
	 */
	public static @Nullable BigDecimal number(String text) {
		try {
			return new BigDecimal(text.strip());
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
