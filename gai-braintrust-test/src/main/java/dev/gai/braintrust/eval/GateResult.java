package dev.gai.braintrust.eval;

import java.util.List;

import dev.gai.braintrust.promise.PublicApi;

/**
 * The result of a gate. Immutable.
 *
 * @param passed whether all limits were kept
 * @param failures the limits that were not, in words
 * @param table the scores with their means, those of the baseline, differences, p-values
 * and the cases that got worse, as text
 * @since 0.1.0
 */
@PublicApi
public record GateResult(boolean passed, List<String> failures, String table) {

	/**
	 * Creates a result.
	 * @param passed whether all limits were kept
	 * @param failures the limits that were not, in words
	 * @param table the scores with their means, those of the baseline, differences,
	 * p-values and the cases that got worse, as text
	 */
	public GateResult {
		failures = List.copyOf(failures);
	}

}
