package dev.gai.braintrust.content.masking;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameInText;
import org.jspecify.annotations.Nullable;

/**
 * The token of a model's answer, which stands beside its {@code logprob} or, of Gemini,
 * its {@code logProbability}; or that of a text, which stands beside its lemma or where
 * it was found.
 */
final class TokenProbabilities {

	private static final int NEAR = 96;

	private static final int LONGEST_WORD = 24;

	private static final List<String> MARKS = List.of("logprob", "logProb", "\"lemma");

	/** What search engines and taggers say of a word beside it. */
	private static final Set<String> WORDS = Set.of("lemma", "start_offset", "end_offset", "pos", "ner", "dep",
			"token_str");

	private TokenProbabilities() {
	}

	/**
	 * Whether what a name says is a token of an answer.
	 */
	static boolean isOne(CharSequence text, NameInText name, int end) {
		if (!name.in(text).equals("token")) {
			return false;
		}
		String near = text.subSequence(end, Math.min(text.length(), end + NEAR)).toString();
		String behind = near.substring(0, (near.indexOf('}') < 0) ? near.length() : near.indexOf('}'));
		for (String mark : MARKS) {
			if (behind.contains(mark)) {
				return true;
			}
		}
		String value = text.subSequence(Math.max(name.end(), end - LONGEST_WORD), end).toString();
		int word = value.length();
		while (word > 0 && Character.isLetter(value.charAt(word - 1))) {
			word--;
		}
		return word > 0 && value.charAt(word - 1) == '"' && WORDS.stream().anyMatch((key) -> isKey(behind, key));
	}

	private static boolean isKey(String text, String key) {
		int at = text.indexOf(key);
		return at > 0 && text.charAt(at - 1) == '"' && at + key.length() < text.length()
				&& "\"\\".indexOf(text.charAt(at + key.length())) >= 0;
	}

	/**
	 * Whether what a map calls its token is a word of a text that was taken apart.
	 */
	static boolean isWord(Map<?, ?> map, @Nullable Object token) {
		return token instanceof String word && word.length() <= LONGEST_WORD
				&& word.chars().allMatch(Character::isLetter) && WORDS.stream().anyMatch(map::containsKey);
	}

}
