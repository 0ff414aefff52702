package dev.gai.braintrust.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a tree shall look like: its text, in which {@code *} stands for any part of a
 * name, {@code ...} for any siblings with all that is below them, and a trailing
 * {@code !} for an error. Immutable.
 */
final class TreePattern {

	private static final String ANY = "...";

	private final String text;

	private final List<Element> elements;

	private final TreeText shape;

	private TreePattern(String text, List<Element> elements) {
		this.text = text;
		this.elements = elements;
		this.shape = new TreeText(
				elements.stream().map((element) -> new TreeLine(element.depth(), element.text(), false)).toList());
	}

	/**
	 * Reads a pattern.
	 * @param text two spaces a level; empty lines and what all lines are indented by are
	 * ignored
	 * @return the pattern
	 * @throws IllegalArgumentException if it is none; the message says which line is
	 * wrong, and what to write
	 */
	static TreePattern parse(String text) {
		String stripped = text.stripTrailing().stripIndent();
		List<Element> elements = new ArrayList<>();
		int number = 0;
		for (String line : stripped.split("\\R", -1)) {
			number++;
			if (!line.isBlank()) {
				elements.add(element(line.stripTrailing(), number, elements));
			}
		}
		if (elements.isEmpty()) {
			throw new IllegalArgumentException(
					"The tree pattern is empty. Write one line for each span, for example `invoke_agent researcher`; "
							+ "a line `...` stands for any spans");
		}
		return new TreePattern(stripped, List.copyOf(elements));
	}

	private static Element element(String line, int number, List<Element> before) {
		String content = line.stripLeading();
		String indentation = line.substring(0, line.length() - content.length());
		if (!indentation.isBlank() || indentation.contains("\t")) {
			throw wrong(number, line, "is indented with a tab", "Indent with two spaces for each level");
		}
		if (indentation.length() % 2 != 0) {
			throw wrong(number, line, "is indented by " + indentation.length() + spaces(indentation.length()),
					"Indent with two spaces for each level");
		}
		int depth = indentation.length() / 2;
		Element last = before.isEmpty() ? null : before.get(before.size() - 1);
		int deepest = (last != null) ? last.depth() + 1 : 0;
		if (depth > deepest) {
			throw wrong(number, line, "is " + (depth - deepest) + " levels too deep below the line before",
					"Indent it by " + (2 * deepest) + " spaces at most");
		}
		if (last != null && last.isAny() && depth > last.depth()) {
			throw wrong(number, line, "is below `...`, which stands for any spans with all that is below them",
					"Put it on the level of the `...`, or below a name");
		}
		return element(line, content, number, depth);
	}

	private static Element element(String line, String content, int number, int depth) {
		if (content.equals(ANY)) {
			return new Element(depth, content, null, false);
		}
		if (content.matches("\\.\\.\\.\\s*!") || content.equals("!")) {
			throw wrong(number, line, "has no name before the `!`", "Write a name, or `*` for any: `* !`");
		}
		boolean failed = content.endsWith(" !");
		String name = failed ? content.substring(0, content.length() - 2).stripTrailing() : content;
		if (name.endsWith("\\!")) {
			name = name.substring(0, name.length() - 2) + "!";
		}
		if (name.startsWith("\\") && !name.startsWith("\\*")) {
			name = name.substring(1);
		}
		return new Element(depth, content, new NamePattern(name), failed);
	}

	private static String spaces(int number) {
		return (number == 1) ? " space" : " spaces";
	}

	private static IllegalArgumentException wrong(int number, String line, String problem, String advice) {
		return new IllegalArgumentException("Line " + number + " of the tree pattern, `"
				+ line.strip().replace("\t", "\\t") + "`, " + problem + ". " + advice);
	}

	/**
	 * Compares a tree with this pattern.
	 * @param tree the tree
	 * @return the first difference, {@code null} if there is none
	 */
	@Nullable TreeDifference difference(TreeText tree) {
		TreeMatch match = new TreeMatch(this, tree);
		return match.matches(-1, -1) ? null : new TreeExplanation(this, tree, match).firstDifference();
	}

	Element element(int line) {
		return this.elements.get(line);
	}

	List<Integer> below(int line) {
		return this.shape.below(line);
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * A line of a pattern.
	 *
	 * @param depth its level
	 * @param text as it is written
	 * @param name the name, {@code null} for any siblings
	 * @param failed whether it shall be an error
	 */
	record Element(int depth, String text, @Nullable NamePattern name, boolean failed) {

		boolean isAny() {
			return this.name == null;
		}

		boolean hasNameOf(TreeLine line) {
			return this.name == null || this.name.matches(line.name().isEmpty() ? "(no name)" : line.name());
		}

	}

}
