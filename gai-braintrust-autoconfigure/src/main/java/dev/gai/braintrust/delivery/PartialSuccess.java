package dev.gai.braintrust.delivery;

import tools.jackson.databind.JsonNode;

/**
 * The {@code partial_success} of an {@code ExportTraceServiceResponse}: field 1 of the
 * response, with {@code rejected_spans} (1) and {@code error_message} (2).
 *
 * @param rejectedSpans spans that were not stored
 * @param message why
 */
record PartialSuccess(long rejectedSpans, String message) {

	static final PartialSuccess NONE = new PartialSuccess(0, "");

	static PartialSuccess read(ProtobufReader partial) {
		long rejected = 0;
		String message = "";
		while (partial.next()) {
			if (partial.isVarint(1)) {
				rejected = partial.varint();
			}
			else if (partial.isBytes(2)) {
				message = partial.text();
			}
			else if (partial.number() <= 2) {
				throw new IllegalArgumentException("Not a partial success");
			}
			else {
				partial.skip();
			}
		}
		return new PartialSuccess(Math.max(0, rejected), message);
	}

	/**
	 * Reads the JSON form, in which 64 bits are text or a number.
	 */
	static PartialSuccess read(JsonNode partial) {
		long rejected = either(partial, "rejectedSpans", "rejected_spans").asLong(0);
		return new PartialSuccess(Math.max(0, rejected), either(partial, "errorMessage", "error_message").asString(""));
	}

	private static JsonNode either(JsonNode node, String name, String other) {
		return node.has(name) ? node.path(name) : node.path(other);
	}

}
