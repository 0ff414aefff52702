package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.name.NameInText;

/**
 * The token of a model's answer, which stands beside its {@code logprob} or, of Gemini,
 * its {@code logProbability}; or that of a text, which stands beside its lemma.
 */
final class TokenProbabilities {

	private static final int NEAR = 96;

	private TokenProbabilities() {
	}

	/**
	 * Whether what a name says is a token of an answer.
	 */
	static boolean isOne(CharSequence text, NameInText name, int end) {
		if (!name.in(text).equals("token")) {
			return false;
		}
		String behind = text.subSequence(end, Math.min(text.length(), end + NEAR)).toString();
		behind = behind.substring(0, (behind.indexOf('}') < 0) ? behind.length() : behind.indexOf('}'));
		return behind.contains("logprob") || behind.contains("logProb") || behind.contains("\"lemma");
	}

}
