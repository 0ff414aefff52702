package dev.gai.braintrust.content.masking;

import java.util.Map;

import dev.gai.braintrust.content.masking.name.AccessCodes;
import dev.gai.braintrust.content.masking.name.SecretReferences;
import dev.gai.braintrust.content.masking.name.SecretValue;
import org.jspecify.annotations.Nullable;

/**
 * Tells a text that is a secret as a whole.
 *
 * @since 0.1.0
 */
public final class SecretTexts {

	private SecretTexts() {
	}

	/**
	 * Whether a text is a type, a placeholder or the like rather than a value.
	 * @param text the text, not empty
	 * @return whether it is
	 */
	public static boolean isWord(String text) {
		return SecretValue.isNone(text) || SecretValue.isPlaceholder(text);
	}

	/**
	 * Whether a text is a secret.
	 * @param text the text
	 * @param meaning what its name says
	 * @return whether nothing of it may be shown
	 */
	public static boolean isSecret(String text, NameMeaning meaning) {
		return switch (meaning) {
			case SECRET -> !text.isEmpty();
			case MAYBE_SECRET -> SecretValue.mayBeOne(text);
			case RANDOM_SECRET -> SecretValue.mayBeOne(text) && SecretValue.isRandom(text);
			case ACCESS_CODE -> AccessCodes.isOne(text);
			default -> false;
		};
	}

	/**
	 * Whether a text only says how a secret is called, or how many there are.
	 * @param name of the text
	 * @param text the text
	 * @return whether it does
	 */
	public static boolean isReference(String name, String text) {
		return SecretReferences.isOne(name, text);
	}

	/**
	 * Whether a number is a secret.
	 * @param number the number
	 * @param meaning what its name says
	 * @return whether nothing of it may be shown
	 */
	public static boolean isSecret(Number number, NameMeaning meaning) {
		return meaning == NameMeaning.SECRET
				|| (meaning == NameMeaning.ACCESS_CODE && AccessCodes.isOne(number.toString()));
	}

	/**
	 * Whether what a map calls its token is a word of a text that was taken apart.
	 * @param map the map
	 * @param token its token
	 * @return whether it is
	 */
	public static boolean isPartOfText(Map<?, ?> map, @Nullable Object token) {
		return TokenProbabilities.isWord(map, token);
	}

}
