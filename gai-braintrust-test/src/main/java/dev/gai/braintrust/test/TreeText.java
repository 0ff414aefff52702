package dev.gai.braintrust.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The lines of a tree, each after the one that it is below. Immutable.
 */
final class TreeText {

	private static final int LINES_AROUND_A_MARK = 20;

	private static final int MAX_UNMARKED_LINES = 120;

	private static final int MAX_MARKS = 10;

	private final List<TreeLine> lines;

	private final List<Integer> roots = new ArrayList<>();

	private final List<List<Integer>> children = new ArrayList<>();

	private final int[] parents;

	/**
	 * Creates a tree.
	 * @param lines its lines, the first of them a root
	 */
	TreeText(List<TreeLine> lines) {
		this.lines = List.copyOf(lines);
		this.parents = new int[lines.size()];
		List<Integer> path = new ArrayList<>();
		for (int line = 0; line < lines.size(); line++) {
			this.children.add(new ArrayList<>());
			int depth = Math.min(lines.get(line).depth(), path.size());
			path.subList(depth, path.size()).clear();
			this.parents[line] = (depth > 0) ? path.get(depth - 1) : -1;
			((depth > 0) ? this.children.get(path.get(depth - 1)) : this.roots).add(line);
			path.add(line);
		}
	}

	/**
	 * Number of lines.
	 * @return the number
	 */
	int size() {
		return this.lines.size();
	}

	TreeLine line(int line) {
		return this.lines.get(line);
	}

	/**
	 * What is directly below a line.
	 * @param line the line, -1 for the roots
	 * @return the lines
	 */
	List<Integer> below(int line) {
		return (line < 0) ? this.roots : this.children.get(line);
	}

	int parent(int line) {
		return this.parents[line];
	}

	/**
	 * The whole tree, two spaces a level.
	 * @return the text; each line ends with a line feed
	 */
	String text() {
		StringBuilder text = new StringBuilder();
		this.lines.forEach((line) -> text.append("  ".repeat(line.depth())).append(line.text()).append('\n'));
		return text.toString();
	}

	/**
	 * The tree for a message. A long one is cut to what is near the marks.
	 * @param marked lines that are marked with {@code >}
	 * @return the text; each line ends with a line feed
	 */
	String text(Set<Integer> marked) {
		StringBuilder text = new StringBuilder();
		boolean whole = this.lines.size() <= MAX_UNMARKED_LINES;
		TreeSet<Integer> places = marked.stream()
			.sorted()
			.limit(MAX_MARKS)
			.collect(Collectors.toCollection(TreeSet::new));
		int left = 0;
		for (int line = 0; line < this.lines.size(); line++) {
			if (!whole && !isShown(line, places)) {
				left++;
				continue;
			}
			left = sayLeft(text, left);
			text.append(marked.contains(line) ? "> " : "  ")
				.append("  ".repeat(this.lines.get(line).depth()))
				.append(this.lines.get(line).text())
				.append('\n');
		}
		sayLeft(text, left);
		return text.toString();
	}

	private static int sayLeft(StringBuilder text, int left) {
		if (left > 0) {
			text.append("  (").append(left).append(" more)\n");
		}
		return 0;
	}

	private boolean isShown(int line, TreeSet<Integer> marked) {
		if (marked.isEmpty()) {
			return line < MAX_UNMARKED_LINES;
		}
		Integer before = marked.floor(line);
		Integer after = marked.ceiling(line);
		return (before != null && line - before <= LINES_AROUND_A_MARK)
				|| (after != null && after - line <= LINES_AROUND_A_MARK);
	}

	@Override
	public String toString() {
		return text();
	}

}
