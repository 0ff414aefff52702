package dev.gai.braintrust.springai.http;

import dev.gai.braintrust.usage.Billing;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a whole answer which service tier served it, which Spring AI does not pass
 * on. Nothing else of the answer is read.
 */
final class AnsweredTier {

	/** Where the provider puts it: around the answer, as this text is escaped within. */
	private static final String NAME = "\"service_tier\"";

	private static final int MAX_VALUE_LENGTH = 64;

	private AnsweredTier() {
	}

	/**
	 * Reads the tier.
	 * @param json a whole answer
	 * @return what it says of its bill
	 */
	static Billing of(String json) {
		int position = json.indexOf(NAME);
		if (position < 0) {
			return Billing.UNKNOWN;
		}
		int from = position + NAME.length();
		return Billing.ofTier(value(json.substring(from, Math.min(json.length(), from + MAX_VALUE_LENGTH))));
	}

	/** The text behind a colon. */
	private static @Nullable String value(String rest) {
		String start = rest.strip();
		if (!start.startsWith(":")) {
			return null;
		}
		String value = start.substring(1).strip();
		int end = value.startsWith("\"") ? value.indexOf('"', 1) : -1;
		return (end > 1) ? value.substring(1, end) : null;
	}

}
