package dev.gai.braintrust.eval.upload;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a scorer said of a case.
 *
 * @param name name of the score
 * @param value the score, {@code null} where it does not apply
 * @param reason why, {@code null} if nothing was said
 * @param error why the scorer failed, {@code null} if it did not
 * @param metadata what else it said
 * @param last the same score of the last run on this machine
 */
record ReportScore(String name, @Nullable Double value, @Nullable String reason, @Nullable String error,
		@Nullable JsonNode metadata, @Nullable Double last) {

	/**
	 * By how much it differs from the last run.
	 * @return the difference, 0 where there is nothing to compare
	 */
	double change() {
		return (this.value != null && this.last != null) ? this.value - this.last : 0;
	}

}
