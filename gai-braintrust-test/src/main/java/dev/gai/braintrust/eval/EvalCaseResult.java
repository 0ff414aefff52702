package dev.gai.braintrust.eval;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.test.RecordedTrace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The result of one trial of a case. Immutable.
 *
 * @param example the case
 * @param trial which trial, from 1
 * @param output what came out, {@code null} if nothing did
 * @param error why the case failed, {@code null} if its method returned
 * @param scores its scores
 * @param trace what the application did for it, {@code null} if nothing was traced
 * @param startedAt when it started
 * @param duration how long the application took
 * @param passed whether its method returned, and each scorer gave a valid score
 * @since 0.1.0
 */
@PublicApi
public record EvalCaseResult(EvalCase example, int trial, @Nullable JsonNode output, @Nullable String error,
		List<NamedScore> scores, @Nullable RecordedTrace trace, Instant startedAt, Duration duration, boolean passed) {

	/**
	 * Creates a result.
	 * @param example the case
	 * @param trial which trial, from 1
	 * @param output what came out, {@code null} if nothing did
	 * @param error why the case failed, {@code null} if its method returned
	 * @param scores its scores
	 * @param trace what the application did for it, {@code null} if nothing was traced
	 * @param startedAt when it started
	 * @param duration how long the application took
	 * @param passed whether its method returned, and each scorer gave a valid score
	 */
	public EvalCaseResult {
		scores = List.copyOf(scores);
	}

}
