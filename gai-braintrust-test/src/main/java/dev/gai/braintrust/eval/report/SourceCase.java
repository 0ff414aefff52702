package dev.gai.braintrust.eval.report;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.eval.EvalCase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A case as it came from the data.
 *
 * @param example the case
 */
record SourceCase(EvalCase example) {

	private static final int MAX_LABEL = 80;

	/**
	 * Its id, or the beginning of its input.
	 */
	String label() {
		String id = this.example.id();
		if (id != null && !id.isBlank()) {
			return id;
		}
		String input = ContentHtml.readable(input()).replaceAll("\\s+", " ").strip();
		return (input.length() > MAX_LABEL) ? input.substring(0, MAX_LABEL) + "…" : input;
	}

	JsonNode input() {
		return this.example.input();
	}

	@Nullable JsonNode expected() {
		return this.example.expected();
	}

	Map<String, ?> metadata() {
		return this.example.metadata();
	}

	List<String> tags() {
		return this.example.tags();
	}

	@Nullable JsonNode origin() {
		return null;
	}

}
