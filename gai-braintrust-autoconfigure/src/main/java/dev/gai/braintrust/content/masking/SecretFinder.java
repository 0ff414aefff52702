package dev.gai.braintrust.content.masking;

/**
 * Finds one kind of secret in a text. The time it takes grows with the length of the text
 * and no faster, whatever the text is.
 */
interface SecretFinder {

	/**
	 * A cheap look that spares most texts the search.
	 */
	boolean mayOccurIn(String text);

	/**
	 * Report what to replace, from left to right.
	 */
	void find(CharSequence text, Findings findings);

	/**
	 * Where a finder reports to.
	 */
	@FunctionalInterface
	interface Findings {

		void replace(int start, int end, String replacement);

	}

}
