package dev.gai.braintrust.content;

/**
 * The sizes of a tree before it is cut, which say what cutting can gain.
 */
final class TreeSizes {

	private int longestText;

	private int mostElements;

	private int mostMessages;

	void text(int length) {
		this.longestText = Math.max(this.longestText, length);
	}

	void elements(int count) {
		this.mostElements = Math.max(this.mostElements, count);
	}

	void messages(int count) {
		this.mostMessages = Math.max(this.mostMessages, count);
	}

	/**
	 * The length of the longest text.
	 */
	int longestText() {
		return this.longestText;
	}

	/**
	 * The size of the largest list or map.
	 */
	int mostElements() {
		return this.mostElements;
	}

	/**
	 * The size of the longest conversation, 0 if there is none.
	 */
	int mostMessages() {
		return this.mostMessages;
	}

}
