package dev.gai.braintrust.response.usage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value of a JSON document, whichever way the document was parsed: to maps and lists or
 * to a tree of Jackson. What is absent, or of another kind than asked for, reads as
 * nothing.
 */
@Internal
public final class JsonValue {

	static final JsonValue ABSENT = new JsonValue(null, new ReadingBudget());

	private static final int MAX_NAMES = 64;

	/** Whoever keeps what is read copies it, as the application writes it. */
	private static final ContentSnapshots snapshots = ContentSnapshots.leavingObjects();

	private static final ContentSnapshots texts = ContentSnapshots.namingObjects();

	private final @Nullable Object raw;

	private final ReadingBudget budget;

	private JsonValue(@Nullable Object raw, ReadingBudget budget) {
		this.raw = raw;
		this.budget = budget;
	}

	/**
	 * A document.
	 * @param raw the parsed document
	 * @return the document, which is read within bounds
	 */
	public static JsonValue of(@Nullable Object raw) {
		return of(raw, new ReadingBudget());
	}

	/**
	 * Documents that are read within the same bounds.
	 * @param parsed the parsed documents
	 * @return the documents
	 */
	public static List<JsonValue> all(List<?> parsed) {
		ReadingBudget budget = new ReadingBudget();
		List<JsonValue> documents = new ArrayList<>(parsed.size());
		parsed.forEach((raw) -> documents.add(of(raw, budget)));
		return documents;
	}

	private static JsonValue of(@Nullable Object raw, ReadingBudget budget) {
		return (isAbsent(raw) || !ContentSnapshots.isLoaded(raw)) ? ABSENT : new JsonValue(raw, budget);
	}

	private static boolean isAbsent(@Nullable Object raw) {
		return raw == null || (raw instanceof JsonNode node && (node.isNull() || node.isMissingNode()));
	}

	/**
	 * {@return whether it is an object}
	 */
	public boolean isObject() {
		return this.raw instanceof Map<?, ?> || (this.raw instanceof JsonNode node && node.isObject());
	}

	/**
	 * {@return whether it is an array}
	 */
	public boolean isArray() {
		return this.raw instanceof Collection<?> || (this.raw instanceof JsonNode node && node.isArray());
	}

	/**
	 * {@return whether it is true or false}
	 */
	public boolean isBoolean() {
		return this.raw instanceof Boolean || (this.raw instanceof JsonNode node && node.isBoolean());
	}

	/**
	 * {@return whether it is true}
	 */
	public boolean isTrue() {
		return (this.raw instanceof JsonNode node) ? node.isBoolean() && node.booleanValue()
				: Boolean.TRUE.equals(this.raw);
	}

	/**
	 * The value of a field.
	 * @param name name of the field
	 * @return the value; missing, if there is none
	 */
	public JsonValue get(String name) {
		return of(rawOf(name), this.budget);
	}

	private @Nullable Object rawOf(String name) {
		if (this.raw instanceof JsonNode node) {
			return node.get(name);
		}
		try {
			return (this.raw instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		catch (ClassCastException ex) {
			// A sorted map whose keys are not text.
			return null;
		}
	}

	/**
	 * Whether there is a field.
	 * @param name name of the field
	 * @return whether it has a value
	 */
	public boolean has(String name) {
		return !isAbsent(rawOf(name));
	}

	/**
	 * Whether a field is named, with a value or without one.
	 * @param name name of the field
	 * @return whether it is there, be it {@code null}
	 */
	public boolean names(String name) {
		return has(name) || (this.raw instanceof JsonNode node && node.has(name))
				|| (this.raw instanceof Map<?, ?> map && map.keySet().contains(name));
	}

	/**
	 * Whether there is one of some fields. Most objects have fewer fields than there are
	 * names that mean something, so that those are looked at which it has.
	 * @param names names of the fields
	 * @return whether one of them has a value
	 */
	public boolean hasAny(Set<String> names) {
		Collection<?> own = fieldNames();
		for (Object name : (own.size() <= names.size()) ? own : names) {
			if (name instanceof String text && names.contains(text) && has(text)) {
				return true;
			}
		}
		return false;
	}

	private Collection<?> fieldNames() {
		return (this.raw instanceof Map<?, ?> map) ? map.keySet()
				: (this.raw instanceof JsonNode node && node.isObject()) ? node.propertyNames()
						: Collections.emptySet();
	}

	/**
	 * {@return names of the fields, as many as an answer has}
	 */
	public List<String> names() {
		return fieldNames().stream().limit(MAX_NAMES).map(String::valueOf).toList();
	}

	/**
	 * The first of some values that is an object.
	 * @param names the names of the values
	 * @return the object, or nothing
	 */
	public JsonValue firstObject(String... names) {
		for (String name : names) {
			JsonValue value = get(name);
			if (value.isObject()) {
				return value;
			}
		}
		return ABSENT;
	}

	/**
	 * The first of some values that is a number of things.
	 * @param names the names of the values
	 * @return the number, or {@code null} if none is
	 */
	public @Nullable Long firstCount(String... names) {
		for (String name : names) {
			Long count = JsonNumber.count(rawOf(name));
			if (count != null) {
				return count;
			}
		}
		return null;
	}

	/**
	 * The first of some values that is a text that says something.
	 * @param names the names of the values
	 * @return the text, or {@code null} if none is
	 */
	public @Nullable String firstLabel(String... names) {
		for (String name : names) {
			String label = get(name).label();
			if (label != null) {
				return label;
			}
		}
		return null;
	}

	/**
	 * The elements of a list, as many as may be read.
	 * @return the elements, none if this is no list
	 */
	public List<JsonValue> items() {
		Iterable<?> elements = (this.raw instanceof Collection<?> collection) ? collection
				: (this.raw instanceof JsonNode node && node.isArray()) ? node : null;
		if (elements == null) {
			return List.of();
		}
		// Most lists of an answer have one element.
		List<JsonValue> items = new ArrayList<>(2);
		for (Object element : elements) {
			if (!this.budget.take()) {
				break;
			}
			items.add(of(element, this.budget));
		}
		return items;
	}

	/**
	 * {@return the text, {@code null} if it is none}
	 */
	public @Nullable String text() {
		if (this.raw instanceof JsonNode node) {
			return node.isString() ? node.stringValue() : null;
		}
		return (this.raw instanceof String plain) ? plain
				: (this.raw instanceof CharSequence chars) ? chars.toString() : null;
	}

	/**
	 * A text that says something.
	 * @return the text, or {@code null} if it is blank
	 */
	public @Nullable String label() {
		String text = text();
		return (text == null || text.isBlank()) ? null : text;
	}

	/**
	 * A number of things.
	 * @return the number, or {@code null} if this is not a whole number or is negative
	 */
	public @Nullable Long count() {
		return JsonNumber.count(this.raw);
	}

	/**
	 * A number that need not be whole.
	 * @return the number, or {@code null} if this is none or is negative
	 */
	@Nullable BigDecimal decimal() {
		return JsonNumber.decimal(this.raw);
	}

	/**
	 * A copy made of maps, lists and plain values, within the bounds of any content.
	 * Objects of the application stay what they are.
	 * @return the copy
	 */
	public @Nullable Object plain() {
		return snapshots.take(this.raw).tree();
	}

	/**
	 * This as JSON text; what is text already, as it is.
	 * @return the text, or {@code null} if there is none
	 */
	public @Nullable String json() {
		String text = text();
		if (text != null || this == ABSENT) {
			return text;
		}
		try {
			return JsonMapper.shared().writeValueAsString(texts.take(this.raw).tree());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
