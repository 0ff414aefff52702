package dev.gai.braintrust.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.test.TreePattern.Element;

/**
 * One comparison of a tree with a pattern. Takes time in proportion to lines times lines,
 * whatever the pattern.
 */
final class TreeMatch {

	private final TreePattern pattern;

	private final TreeText tree;

	private final Map<Long, Boolean> known = new HashMap<>();

	TreeMatch(TreePattern pattern, TreeText tree) {
		this.pattern = pattern;
		this.tree = tree;
	}

	/**
	 * Whether what is below a line of the tree is what is below one of the pattern.
	 * @param wanted the line of the pattern, -1 for all of it
	 * @param found the line of the tree, -1 for all of it
	 * @return whether it is
	 */
	boolean matches(int wanted, int found) {
		long key = ((long) wanted << 32) ^ (found & 0xffffffffL);
		Boolean before = this.known.get(key);
		if (before == null) {
			List<Integer> patterns = this.pattern.below(wanted);
			List<Integer> lines = this.tree.below(found);
			before = reach(patterns, lines)[patterns.size()][lines.size()];
			this.known.put(key, before);
		}
		return before;
	}

	/**
	 * Which first lines of the pattern can stand for which first lines of the tree.
	 */
	boolean[][] reach(List<Integer> patterns, List<Integer> lines) {
		boolean[][] reached = new boolean[patterns.size() + 1][lines.size() + 1];
		reached[0][0] = true;
		for (int i = 0; i < patterns.size(); i++) {
			boolean any = this.pattern.element(patterns.get(i)).isAny();
			for (int j = 0; j <= lines.size(); j++) {
				if (any) {
					reached[i + 1][j] = reached[i][j] || (j > 0 && reached[i + 1][j - 1]);
				}
				else if (j < lines.size() && reached[i][j] && fits(patterns.get(i), lines.get(j))) {
					reached[i + 1][j + 1] = true;
				}
			}
		}
		return reached;
	}

	private boolean fits(int wanted, int found) {
		Element element = this.pattern.element(wanted);
		TreeLine line = this.tree.line(found);
		return element.failed() == line.failed() && element.hasNameOf(line) && matches(wanted, found);
	}

}
