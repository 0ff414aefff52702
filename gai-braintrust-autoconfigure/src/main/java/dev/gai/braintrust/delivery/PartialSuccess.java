package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;

/**
 * The {@code partial_success} of an {@code ExportTraceServiceResponse}: field 1 of the
 * response, with {@code rejected_spans} (1) and {@code error_message} (2).
 *
 * @param rejectedSpans spans that were not stored
 * @param message why
 */
record PartialSuccess(long rejectedSpans, String message) {

	private static final PartialSuccess NONE = new PartialSuccess(0, "");

	/**
	 * Reads a response. What is not one has no partial success.
	 * @param body the body of the answer
	 * @return what was not stored
	 */
	static PartialSuccess read(byte[] body) {
		PartialSuccess found = NONE;
		try {
			ProtobufReader response = new ProtobufReader(ByteBuffer.wrap(body));
			while (response.next()) {
				if (response.isBytes(1)) {
					found = read(response.message());
				}
				else {
					response.skip();
				}
			}
		}
		catch (RuntimeException ex) {
			// Not a message, or cut: what was understood counts.
		}
		return found;
	}

	private static PartialSuccess read(ProtobufReader partial) {
		long rejected = 0;
		String message = "";
		try {
			while (partial.next()) {
				if (partial.isVarint(1)) {
					rejected = partial.varint();
				}
				else if (partial.isBytes(2)) {
					message = partial.text();
				}
				else {
					partial.skip();
				}
			}
		}
		catch (RuntimeException ex) {
			// As above.
		}
		return new PartialSuccess(Math.max(0, rejected), message);
	}

}
