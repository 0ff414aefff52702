package dev.gai.braintrust.test;

/**
 * A line of a tree.
 *
 * @param depth how many lines it is below, 0 for a root
 * @param name the name, in one line
 * @param failed whether it is an error
 */
record TreeLine(int depth, String name, boolean failed) {

	/**
	 * Creates a line.
	 * @param depth how many lines it is below, 0 for a root
	 * @param name the name; white space and control characters become single spaces
	 * @param failed whether it is an error
	 */
	TreeLine {
		name = oneLine(name);
	}

	/**
	 * Makes one line of a name.
	 * @param name any text
	 * @return the text with single spaces
	 */
	static String oneLine(String name) {
		return name.replaceAll("[\\s\\p{Cc}\\p{Z}]+", " ").strip();
	}

	/**
	 * The line as it is read back by a pattern.
	 * @return the text without its indentation
	 */
	String text() {
		String text = this.name.isEmpty() ? "(no name)" : this.name;
		if (text.matches("\\.\\.\\.\\s*!?") || text.startsWith("\\")) {
			text = "\\" + text;
		}
		if (text.endsWith(" !") || text.endsWith("\\!") || text.equals("!")) {
			text = text.substring(0, text.length() - 1) + "\\!";
		}
		return this.failed ? text + " !" : text;
	}

}
