package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The figures of calls below a span, alone and summed up: a framework that asks a model
 * several times reports the sum of requests that followed each other.
 */
final class FiguresBelow {

	private final List<CallBelow> calls;

	private final List<CallBelow> sameKind;

	FiguresBelow(List<CallBelow> calls, SpanType type) {
		this.calls = calls.stream().filter(CallBelow::request).toList();
		this.sameKind = this.calls.stream().filter((call) -> call.type() == type).toList();
	}

	/**
	 * Whether the figures are those of a call below or of several together. A call whose
	 * answer is known to be another one is not meant, whatever its figures are.
	 * @param usage the figures
	 * @param id id of the answer that brought them, if known
	 * @return whether they came from below
	 */
	boolean contain(Usage usage, @Nullable String id) {
		Predicate<CallBelow> possible = (call) -> id == null || call.id() == null;
		return anyRun(this.calls.stream().filter(possible).toList(), usage)
				|| anyRun(this.sameKind.stream().filter(possible).toList(), usage);
	}

	/**
	 * Whether a cost is that of a call below or of several together.
	 * @param cost the cost
	 * @return whether it came from below
	 */
	boolean contain(BigDecimal cost) {
		for (int first = 0; first < this.calls.size(); first++) {
			BigDecimal sum = BigDecimal.ZERO;
			for (CallBelow call : this.calls.subList(first, this.calls.size())) {
				sum = sum.add(Objects.requireNonNullElse(call.cost(), BigDecimal.ZERO));
				if (sum.compareTo(cost) == 0) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean anyRun(List<CallBelow> calls, Usage usage) {
		for (int first = 0; first < calls.size(); first++) {
			long input = 0;
			long output = 0;
			for (CallBelow call : calls.subList(first, calls.size())) {
				Usage below = call.usage();
				input += (below != null) ? tokens(below.input()) : 0;
				output += (below != null) ? tokens(below.output()) : 0;
				if (isSum(usage.input(), input) && isSum(usage.output(), output)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isSum(@Nullable Long figure, long sum) {
		return figure == null || figure == sum;
	}

	private static long tokens(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

}
