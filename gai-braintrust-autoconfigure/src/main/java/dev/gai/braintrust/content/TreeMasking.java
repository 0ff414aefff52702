package dev.gai.braintrust.content;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.masking.NameMeaning;
import dev.gai.braintrust.content.masking.SecretTexts;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.snapshot.UniqueKeys;
import org.jspecify.annotations.Nullable;

/**
 * Masks the texts of a tree where they stand, so that a pattern never reaches over the
 * structure. Copies only what changes.
 */
final class TreeMasking {

	/** Names of what is not the application's, without which nobody can read a row. */
	private static final Set<String> SHAPE = Set.of("role", "content", "tool_calls", "tool_call_id", "id", "type",
			"function", "name", "arguments", "index", "finish_reason", "message", "text", "image_url", "url",
			"reasoning", "refusal", "model", "provider", "temperature", "max_tokens", "tools");

	private final TextMasking texts;

	TreeMasking(TextMasking texts) {
		this.texts = texts;
	}

	/**
	 * Mask a part of the tree.
	 * @param meaning what the name of the part says about it
	 */
	@Nullable Object mask(String path, @Nullable Object tree, NameMeaning meaning) {
		if (tree == null || tree instanceof Boolean) {
			return tree;
		}
		if (tree instanceof Map<?, ?> map) {
			return map(path, map, meaning.withinMap());
		}
		if (tree instanceof List<?> list) {
			return list(path, list, meaning);
		}
		return leaf(path, tree, meaning);
	}

	/**
	 * Mask what has no parts.
	 * @param leaf a number, or anything that is shown as a text
	 * @param meaning what its name says about it
	 * @return the number itself, or a text
	 */
	Object leaf(String path, Object leaf, NameMeaning meaning) {
		if (leaf instanceof Number number) {
			return number(path, number, meaning);
		}
		String text = leaf.toString();
		return SecretTexts.isSecret(text, meaning) ? this.texts.maskWithMaskers(path, SecretNames.REPLACEMENT)
				: this.texts.mask(path, text, meaning);
	}

	private Object number(String path, Number number, NameMeaning meaning) {
		if (SecretTexts.isSecret(number, meaning)) {
			return this.texts.maskWithMaskers(path, SecretNames.REPLACEMENT);
		}
		if (!this.texts.mayMask(number, meaning)) {
			return number;
		}
		String text = (number instanceof Double || number instanceof Float) ? digits(number.doubleValue(), number)
				: number.toString();
		String masked = this.texts.mask(path, text, meaning);
		return masked.equals(text) ? number : masked;
	}

	/**
	 * A card number that became a double is written with an exponent.
	 */
	private static String digits(double value, Number number) {
		boolean whole = Math.abs(value) < 1e19 && value == Math.rint(value);
		return whole ? new BigDecimal(value).toPlainString() : number.toString();
	}

	/**
	 * A list of a telling name and its value, as some libraries have headers, without the
	 * value.
	 * @param element of a list
	 * @return the element itself unless it is such a list
	 */
	@Nullable Object pair(@Nullable Object element) {
		if (element instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String name
				&& pair.get(1) instanceof String value && !value.isEmpty()
				&& this.texts.maskName(name).meaning() == NameMeaning.SECRET && !SecretTexts.isWord(value)) {
			return List.of(name, SecretNames.REPLACEMENT);
		}
		return element;
	}

	private Object list(String path, List<?> list, NameMeaning meaning) {
		List<@Nullable Object> copy = null;
		int index = 0;
		for (Object element : list) {
			Object masked = mask(child(path, index), pair(element), meaning);
			if (copy == null && masked != element) {
				copy = new ArrayList<>(list.subList(0, index));
			}
			if (copy != null) {
				copy.add(masked);
			}
			index++;
		}
		return (copy != null) ? Collections.unmodifiableList(copy) : list;
	}

	private Object map(String path, Map<?, ?> map, NameMeaning meaning) {
		Map<String, @Nullable Object> copy = null;
		int index = 0;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			String key = String.valueOf(entry.getKey());
			MaskedNames.MaskedName name = this.texts.maskName(key);
			String maskedKey = SHAPE.contains(key) ? name.masked() : this.texts.maskWithMaskers(path, name.masked());
			Object value = entry.getValue();
			Object masked = mask(child(path, maskedKey), value,
					NamedEntries.meaning(map, key, value, name, meaning, this.texts));
			if (copy == null && (masked != value || !maskedKey.equals(key))) {
				copy = firstEntries(map, index);
			}
			if (copy != null) {
				UniqueKeys.put(copy, maskedKey, masked);
			}
			index++;
		}
		return (copy != null) ? Collections.unmodifiableMap(copy) : map;
	}

	/**
	 * What is known about the value of an entry.
	 * @param around what the map means
	 * @return what the value means, {@code null} if the key cannot stay as it is
	 */
	@Nullable NameMeaning meaningOf(Map<?, ?> map, String key, @Nullable Object value, NameMeaning around) {
		MaskedNames.MaskedName name = this.texts.maskName(key);
		return name.masked().equals(key) ? NamedEntries.meaning(map, key, value, name, around, this.texts) : null;
	}

	private static Map<String, @Nullable Object> firstEntries(Map<?, ?> map, int count) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		map.entrySet()
			.stream()
			.limit(count)
			.forEach((entry) -> UniqueKeys.put(copy, String.valueOf(entry.getKey()), entry.getValue()));
		return copy;
	}

	private String child(String path, Object key) {
		return this.texts.needsPath() ? path + "." + key : path;
	}

}
