package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * Finds one kind of secret in a text. The time it takes grows with the length of the text
 * and no faster, whatever the text is.
 */
@Internal
public interface SecretFinder {

	/**
	 * A cheap look that spares most texts the search.
	 * @param text the text
	 * @return whether a secret may occur in it
	 */
	boolean mayOccurIn(String text);

	/**
	 * Reports what to replace, from left to right.
	 * @param text the text
	 * @param findings who is told
	 */
	void find(CharSequence text, Findings findings);

	/**
	 * Where a finder reports to.
	 */
	@FunctionalInterface
	interface Findings {

		/**
		 * Replaces a part of the text.
		 * @param start index of its first character
		 * @param end index after its last
		 * @param replacement what stands there instead
		 */
		void replace(int start, int end, String replacement);

	}

}
