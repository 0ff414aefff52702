package dev.gai.braintrust.testing;

import java.util.Comparator;
import java.util.List;

/**
 * Spans as an indented list of their names, children in the order in which they started.
 */
public final class SpanTree {

	private SpanTree() {
	}

	public static String of(List<SentSpan> spans) {
		StringBuilder tree = new StringBuilder();
		sorted(spans).stream()
			.filter((span) -> parent(span, spans) == null)
			.forEach((root) -> add(root, spans, 0, tree));
		return tree.toString();
	}

	private static void add(SentSpan span, List<SentSpan> spans, int depth, StringBuilder tree) {
		tree.append("  ".repeat(depth)).append(span.name()).append('\n');
		sorted(spans).stream()
			.filter((child) -> parent(child, spans) == span)
			.forEach((child) -> add(child, spans, depth + 1, tree));
	}

	private static SentSpan parent(SentSpan span, List<SentSpan> spans) {
		return spans.stream().filter((other) -> other.spanId().equals(span.parentId())).findFirst().orElse(null);
	}

	private static List<SentSpan> sorted(List<SentSpan> spans) {
		return spans.stream().sorted(Comparator.comparingLong((span) -> span.span().getStartTimeUnixNano())).toList();
	}

}
