package dev.gai.braintrust.content;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.masking.JsonSchemas;
import dev.gai.braintrust.content.masking.JsonWebKeys;
import dev.gai.braintrust.content.masking.NameMeaning;
import dev.gai.braintrust.content.masking.SecretTexts;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the value of an entry by its name, and by what stands beside it.
 */
final class NamedEntries {

	/** The entry that names the one called {@code value}. */
	private static final List<String> NAMES = List.of("name", "key", "header");

	private NamedEntries() {
	}

	/**
	 * What the value means.
	 * @param around what the map means
	 */
	static NameMeaning meaning(Map<?, ?> map, String key, @Nullable Object value, MaskedNames.MaskedName name,
			NameMeaning around, TextMasking texts) {
		if (around == NameMeaning.SECRET) {
			return around;
		}
		NameMeaning meaning = name.meaning();
		if (meaning == NameMeaning.NONE) {
			meaning = key.equals("value") ? meaningOfValue(map, texts) : around;
		}
		if (JsonWebKeys.isPrivate(map, key)) {
			return NameMeaning.SECRET;
		}
		if (meaning == NameMeaning.SECRET && (value instanceof String || value instanceof Number)
				&& SecretTexts.isReference(key, String.valueOf(value))) {
			return NameMeaning.NONE;
		}
		boolean described = JsonSchemas.isSchema(value)
				|| (key.equals("token") && (isOfAnswer(map) || SecretTexts.isPartOfText(map, value)));
		return described ? NameMeaning.NONE : meaning;
	}

	/**
	 * Whether a map says how likely its token was.
	 */
	private static boolean isOfAnswer(Map<?, ?> map) {
		return map.containsKey("logprob") || map.containsKey("logProbability");
	}

	private static NameMeaning meaningOfValue(Map<?, ?> map, TextMasking texts) {
		if (Boolean.TRUE.equals(map.get("httpOnly"))) {
			// A cookie that not even the page may see.
			return NameMeaning.SECRET;
		}
		for (String entry : NAMES) {
			if (map.get(entry) instanceof String name) {
				return texts.maskName(name).meaning();
			}
		}
		return NameMeaning.NONE;
	}

}
