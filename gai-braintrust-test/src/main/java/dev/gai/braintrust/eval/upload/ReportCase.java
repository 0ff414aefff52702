package dev.gai.braintrust.eval.upload;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One case, tried once.
 *
 * @param id id of the case
 * @param trial which trial of it, from 1
 * @param input the input
 * @param expected what the output should be, {@code null} if nobody said
 * @param metadata metadata of the case
 * @param tags tags of the case
 * @param origin the row of a dataset that it comes from, {@code null} for none
 * @param output what came out, {@code null} if it failed
 * @param error why it failed, {@code null} if it did not
 * @param passed whether it passed
 * @param startedAt when it began
 * @param durationMillis how long it took, in milliseconds
 * @param scores its scores
 * @param trace what the application did, as the console reads it
 */
record ReportCase(String id, int trial, @Nullable JsonNode input, @Nullable JsonNode expected,
		@Nullable JsonNode metadata, List<String> tags, @Nullable JsonNode origin, @Nullable JsonNode output,
		@Nullable String error, boolean passed, Instant startedAt, double durationMillis, List<ReportScore> scores,
		@Nullable JsonNode trace) {

	/**
	 * The change that is worst, or where nothing got worse the one that is best.
	 * @return a difference of scores
	 */
	double change() {
		double worst = this.scores.stream().mapToDouble(ReportScore::change).min().orElse(0);
		return (worst < 0) ? worst : this.scores.stream().mapToDouble(ReportScore::change).max().orElse(0);
	}

	/**
	 * The mean of its scores.
	 * @return a number between 0 and 1, 1 where there is none
	 */
	double score() {
		return this.scores.stream()
			.map(ReportScore::value)
			.filter((value) -> value != null)
			.mapToDouble(Double::doubleValue)
			.average()
			.orElse(1);
	}

	/**
	 * Failed ones first, then by score.
	 * @return an order
	 */
	static Comparator<ReportCase> worstFirst() {
		return Comparator.comparing(ReportCase::passed).thenComparingDouble(ReportCase::score);
	}

}
