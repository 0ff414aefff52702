package dev.gai.braintrust.content.media;

/**
 * Finds a word in long texts as {@link String#indexOf(String, int)} does, but looks for
 * that character of it which most texts have rarely: a single one is found many times
 * faster than a word. Where the text has it often, the word is looked for after all.
 *
 * @param word the word
 * @param rare the place of the character in the word
 */
record WordSearch(String word, int rare) {

	/** In vain as often as that, it was the wrong character. */
	private static final int MAX_MISSES = 50;

	/**
	 * Finds the word.
	 * @param text where
	 * @param from from where on, not negative
	 * @return where it begins, -1 if it is not there
	 */
	int in(String text, int from) {
		char sign = this.word.charAt(this.rare);
		int misses = 0;
		for (int at = text.indexOf(sign, from + this.rare); at >= 0; at = text.indexOf(sign, at + 1)) {
			if (text.startsWith(this.word, at - this.rare)) {
				return at - this.rare;
			}
			if (++misses > MAX_MISSES) {
				return text.indexOf(this.word, at - this.rare + 1);
			}
		}
		return -1;
	}

}
