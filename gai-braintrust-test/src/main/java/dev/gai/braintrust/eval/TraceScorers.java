package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.score.Score;

/**
 * Scorers that judge what the application did, by its trace.
 */
final class TraceScorers {

	private TraceScorers() {
	}

	static Scorer toolsCalled(List<String> wanted) {
		return Scorer.of("toolsCalled", (output) -> {
			List<String> called = new ArrayList<>();
			output.requiredTrace()
				.spans()
				.stream()
				.filter((span) -> span.type().equals("tool"))
				.sorted((left, right) -> left.start().compareTo(right.start()))
				.forEach((span) -> called
					.add(String.valueOf(span.attributes().getOrDefault("gen_ai.tool.name", span.name()))));
			int next = 0;
			for (String tool : called) {
				next += (next < wanted.size() && wanted.get(next).equals(tool)) ? 1 : 0;
			}
			return List.of(Score.of((next == wanted.size()) ? 1 : 0).reason("Called: " + String.join(", ", called)));
		});
	}

	static Scorer costAtMost(BigDecimal usd) {
		return Scorer.of("costAtMost", (output) -> {
			BigDecimal cost = output.requiredTrace().cost();
			return (cost == null) ? List.of()
					: List.of(Score.of((cost.compareTo(usd) <= 0) ? 1 : 0).reason(cost.toPlainString() + " USD"));
		});
	}

}
