package dev.gai.braintrust.test;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.test.TreePattern.Element;

/**
 * Says in words where a tree that does not match its pattern first differs from it.
 */
final class TreeExplanation {

	private final TreePattern pattern;

	private final TreeText tree;

	private final TreeMatch match;

	TreeExplanation(TreePattern pattern, TreeText tree, TreeMatch match) {
		this.pattern = pattern;
		this.tree = tree;
		this.match = match;
	}

	/**
	 * The first difference.
	 * @return the difference of a tree that does not match
	 */
	TreeDifference firstDifference() {
		return explain(-1, -1);
	}

	private TreeDifference explain(int wanted, int found) {
		List<Integer> patterns = this.pattern.below(wanted);
		List<Integer> lines = this.tree.below(found);
		boolean[][] reached = this.match.reach(patterns, lines);
		int i = patterns.size();
		while (!contains(reached[i])) {
			i--;
		}
		int j = lines.size();
		while (!reached[i][j]) {
			j--;
		}
		if (i == patterns.size()) {
			return difference("`" + text(lines.get(j)) + "` is not in the pattern" + place(wanted) + after(lines, j)
					+ ". Where it is right, add it, or `...` for any siblings", lines.get(j));
		}
		boolean afterAny = i > 0 && this.pattern.element(patterns.get(i - 1)).isAny();
		return afterAny ? missing(wanted, patterns.get(i), lines, first(reached[i]), found)
				: other(wanted, patterns.get(i), lines, j, found);
	}

	private TreeDifference other(int wanted, int pattern, List<Integer> lines, int j, int found) {
		Element element = this.pattern.element(pattern);
		int elsewhere = elsewhere(element, lines);
		if (j == lines.size()) {
			return (elsewhere >= 0) ? moved(wanted, element, lines, j, elsewhere)
					: difference(
							"`" + element.text() + "` is missing" + place(wanted) + after(lines, j)
									+ (lines.isEmpty() && found >= 0
											? "; nothing is below `" + this.tree.line(found).name() + "`" : ""),
							lines.isEmpty() ? found : lines.get(j - 1));
		}
		if (element.hasNameOf(this.tree.line(lines.get(j)))) {
			return namesake(pattern, lines.get(j));
		}
		return difference("expected `" + element.text() + "`" + place(wanted) + after(lines, j) + ", found `"
				+ text(lines.get(j)) + "`" + ((elsewhere >= 0) ? "; " + found(elsewhere) : ""), lines.get(j));
	}

	private TreeDifference moved(int wanted, Element element, List<Integer> lines, int from, int elsewhere) {
		return difference(
				"`" + element.text() + "` is missing" + place(wanted) + after(lines, from) + "; " + found(elsewhere),
				elsewhere);
	}

	private String found(int line) {
		int parent = this.tree.parent(line);
		return "there is `" + text(line) + "` "
				+ ((parent >= 0) ? "below `" + this.tree.line(parent).name() + "`" : "at the top");
	}

	/**
	 * A line of the right name on another level, -1 if there is none.
	 */
	private int elsewhere(Element element, List<Integer> lines) {
		if (!element.text().startsWith("*")) {
			for (int line = 0; line < this.tree.size(); line++) {
				if (!lines.contains(line) && element.hasNameOf(this.tree.line(line))) {
					return line;
				}
			}
		}
		return -1;
	}

	private TreeDifference missing(int wanted, int pattern, List<Integer> lines, int from, int found) {
		Element element = this.pattern.element(pattern);
		List<Integer> candidates = lines.subList(from, lines.size());
		for (Integer line : candidates) {
			if (element.hasNameOf(this.tree.line(line))) {
				return namesake(pattern, line);
			}
		}
		int elsewhere = elsewhere(element, lines);
		if (elsewhere >= 0) {
			return moved(wanted, element, lines, from, elsewhere);
		}
		List<String> names = candidates.stream().map((line) -> this.tree.line(line).name()).toList();
		String nearest = Nearest.of(element.text(), names);
		return difference(
				"`" + element.text() + "` is missing" + place(wanted) + after(lines, from)
						+ ((nearest != null) ? "; nearest: `" + nearest + "`" : "; nothing follows"),
				(nearest != null) ? candidates.get(names.indexOf(nearest))
						: lines.isEmpty() ? found : lines.get(lines.size() - 1));
	}

	/**
	 * The name is right, something else is not.
	 */
	private TreeDifference namesake(int pattern, int line) {
		Element element = this.pattern.element(pattern);
		boolean failed = this.tree.line(line).failed();
		if (element.failed() == failed) {
			return this.match.matches(pattern, line) ? difference("`" + text(line) + "` is in another place", line)
					: explain(pattern, line);
		}
		return difference(failed
				? "`" + this.tree.line(line).name() + "` is an error; where that is right, write `" + element.text()
						+ " !`"
				: "`" + this.tree.line(line).name() + "` is no error; where that is right, write it without the `!`",
				line);
	}

	private String place(int wanted) {
		return (wanted < 0) ? "" : " below `" + this.pattern.element(wanted).text() + "`";
	}

	private String after(List<Integer> lines, int j) {
		return (j == 0) ? "" : " after `" + text(lines.get(j - 1)) + "`";
	}

	private String text(int line) {
		return this.tree.line(line).text();
	}

	private static TreeDifference difference(String message, int line) {
		return new TreeDifference(message, (line < 0) ? Set.of() : Set.of(line));
	}

	private static boolean contains(boolean[] reached) {
		return first(reached) < reached.length;
	}

	private static int first(boolean[] reached) {
		int j = 0;
		while (j < reached.length && !reached[j]) {
			j++;
		}
		return j;
	}

}
