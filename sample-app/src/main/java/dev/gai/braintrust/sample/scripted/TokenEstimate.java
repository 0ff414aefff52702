package dev.gai.braintrust.sample.scripted;

import tools.jackson.databind.JsonNode;

/**
 * Estimates tokens by the usual rule of thumb: four characters are one.
 */
final class TokenEstimate {

	private TokenEstimate() {
	}

	static long of(String text) {
		return (text.length() + 3L) / 4;
	}

	static long of(JsonNode json) {
		return json.isMissingNode() ? 0 : of(json.toString());
	}

}
