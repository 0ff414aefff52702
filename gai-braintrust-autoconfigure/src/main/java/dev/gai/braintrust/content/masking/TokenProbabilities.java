package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.name.NameInText;

/**
 * The token of a model's answer, which stands beside its {@code logprob}.
 */
final class TokenProbabilities {

	private static final int NEAR = 24;

	private TokenProbabilities() {
	}

	/**
	 * Whether what a name says is a token of an answer.
	 */
	static boolean isOne(CharSequence text, NameInText name, int end) {
		if (!name.in(text).equals("token")) {
			return false;
		}
		return text.subSequence(end, Math.min(text.length(), end + NEAR)).toString().contains("logprob");
	}

}
