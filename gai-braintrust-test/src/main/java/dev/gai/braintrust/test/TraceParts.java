package dev.gai.braintrust.test;

import java.util.Comparator;
import java.util.List;

/**
 * The spans of a trace by what they stand for.
 *
 * @param spans all spans of the trace
 */
record TraceParts(List<RecordedSpan> spans) {

	/**
	 * Calls of tools, in the order in which they started.
	 */
	List<RecordedSpan> toolCalls() {
		return this.spans.stream()
			.filter((span) -> span.tool() != null)
			.sorted(Comparator.comparing(RecordedSpan::start))
			.toList();
	}

	List<RecordedSpan> toolCalls(String tool) {
		return toolCalls().stream().filter((call) -> tool.equals(call.tool())).toList();
	}

	List<RecordedSpan> modelCalls() {
		return this.spans.stream().filter(RecordedSpan::isModelCall).toList();
	}

	/**
	 * Step spans, or where there are none, requests to models.
	 */
	List<RecordedSpan> steps() {
		List<RecordedSpan> steps = this.spans.stream().filter(RecordedSpan::isStep).toList();
		return steps.isEmpty() ? modelCalls() : steps;
	}

	List<RecordedSpan> billed() {
		return this.spans.stream().filter(RecordedSpan::isBilled).toList();
	}

	/**
	 * Spans that failed, without attempts that others followed.
	 */
	List<RecordedSpan> failed() {
		return this.spans.stream().filter((span) -> span.isFailed() && !span.isAttempt()).toList();
	}

}
