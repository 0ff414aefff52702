package dev.gai.braintrust.response;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value of a JSON document, whichever way the document was parsed: to maps and lists or
 * to a tree of Jackson. What is absent, or of another kind than asked for, reads as
 * nothing.
 */
final class JsonValue {

	private static final JsonValue ABSENT = new JsonValue(null);

	/** No number of tokens has more digits; a longer text is not worth parsing. */
	private static final int MAX_DIGITS = 32;

	/** Stops at maps that contain themselves; documents of providers are shallow. */
	private static final int MAX_DEPTH = 16;

	private final @Nullable Object raw;

	private JsonValue(@Nullable Object raw) {
		this.raw = raw;
	}

	static JsonValue of(@Nullable Object raw) {
		boolean absent = raw == null || (raw instanceof JsonNode node && (node.isNull() || node.isMissingNode()));
		return absent ? ABSENT : new JsonValue(raw);
	}

	boolean isObject() {
		return this.raw instanceof Map<?, ?> || (this.raw instanceof JsonNode node && node.isObject());
	}

	boolean isArray() {
		return this.raw instanceof Collection<?> || (this.raw instanceof JsonNode node && node.isArray());
	}

	JsonValue get(String name) {
		if (this.raw instanceof JsonNode node) {
			return of(node.get(name));
		}
		try {
			return (this.raw instanceof Map<?, ?> map) ? of(map.get(name)) : ABSENT;
		}
		catch (ClassCastException ex) {
			// A sorted map whose keys are not text.
			return ABSENT;
		}
	}

	boolean has(String name) {
		return get(name) != ABSENT;
	}

	List<JsonValue> items() {
		List<JsonValue> items = new ArrayList<>();
		if (this.raw instanceof Collection<?> collection) {
			collection.forEach((item) -> items.add(of(item)));
		}
		else if (this.raw instanceof JsonNode node && node.isArray()) {
			node.forEach((item) -> items.add(of(item)));
		}
		return items;
	}

	@Nullable String text() {
		if (this.raw instanceof JsonNode node) {
			return node.isString() ? node.stringValue() : null;
		}
		return (this.raw instanceof CharSequence chars) ? chars.toString() : null;
	}

	/**
	 * A text that says something.
	 * @return the text, or {@code null} if it is blank
	 */
	@Nullable String label() {
		String text = text();
		return (text == null || text.isBlank()) ? null : text;
	}

	/**
	 * A number of things.
	 * @return the number, or {@code null} if this is not a whole number or is negative
	 */
	@Nullable Long count() {
		Object number = this.raw;
		if (number instanceof JsonNode node) {
			number = node.isNumber() ? node.numberValue() : node.isString() ? node.stringValue() : null;
		}
		if (!(number instanceof Number) && !(number instanceof CharSequence)) {
			return null;
		}
		try {
			String digits = number.toString().strip();
			long count = (digits.length() <= MAX_DIGITS) ? new BigDecimal(digits).longValueExact() : -1;
			return (count >= 0) ? Long.valueOf(count) : null;
		}
		catch (ArithmeticException | NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * An amount of something that can be divided.
	 * @return the amount, or {@code null} if this is no number or is negative
	 */
	@Nullable BigDecimal amount() {
		Object number = (this.raw instanceof JsonNode node && node.isNumber()) ? node.numberValue() : this.raw;
		if (!(number instanceof Number)) {
			return null;
		}
		try {
			String digits = number.toString();
			BigDecimal amount = (digits.length() <= MAX_DIGITS) ? new BigDecimal(digits) : null;
			return (amount != null && amount.signum() >= 0 && Math.abs(amount.scale()) <= MAX_DIGITS) ? amount : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * A copy made of maps, lists and plain values.
	 * @return the copy
	 */
	@Nullable Object plain() {
		return plain(MAX_DEPTH);
	}

	private @Nullable Object plain(int depth) {
		if (depth == 0) {
			return null;
		}
		if (isArray()) {
			List<@Nullable Object> copy = new ArrayList<>();
			items().forEach((item) -> copy.add(item.plain(depth - 1)));
			return copy;
		}
		if (isObject()) {
			Map<String, @Nullable Object> copy = new LinkedHashMap<>();
			if (this.raw instanceof JsonNode node) {
				node.properties().forEach((entry) -> copy.put(entry.getKey(), of(entry.getValue()).plain(depth - 1)));
			}
			else if (this.raw instanceof Map<?, ?> map) {
				map.forEach((key, value) -> copy.put(String.valueOf(key), of(value).plain(depth - 1)));
			}
			return copy;
		}
		return (this.raw instanceof JsonNode node) ? scalar(node) : this.raw;
	}

	private static @Nullable Object scalar(JsonNode node) {
		if (node.isNumber()) {
			return node.numberValue();
		}
		return node.isBoolean() ? Boolean.valueOf(node.booleanValue()) : node.asString(null);
	}

	/**
	 * This as JSON text; what is text already, as it is.
	 * @return the text, or {@code null} if there is none
	 */
	@Nullable String json() {
		String text = text();
		if (text != null || this == ABSENT) {
			return text;
		}
		try {
			return JsonMapper.shared().writeValueAsString(plain());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
