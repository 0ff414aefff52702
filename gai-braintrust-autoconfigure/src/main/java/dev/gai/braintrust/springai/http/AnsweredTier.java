package dev.gai.braintrust.springai.http;

import java.io.IOException;

import dev.gai.braintrust.usage.Billing;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a whole answer which service tier served it, which Spring AI does not pass
 * on. Nothing else of the answer is read, and its bytes are not copied.
 */
final class AnsweredTier {

	/** Where the provider puts it: around the answer, as this text is escaped within. */
	private static final ByteString NAME = ByteString.encodeUtf8("\"service_tier\"");

	private static final int MAX_VALUE_BYTES = 64;

	private AnsweredTier() {
	}

	/**
	 * Reads the tier.
	 * @param body a whole answer
	 * @return what it says of its bill
	 */
	static Billing of(Buffer body) throws IOException {
		long position = body.indexOf(NAME);
		if (position < 0) {
			return Billing.UNKNOWN;
		}
		long from = position + NAME.size();
		return Billing.ofTier(
				value(body.snapshot((int) Math.min(body.size(), from + MAX_VALUE_BYTES)).substring((int) from).utf8()));
	}

	/** The text behind a colon. */
	private static @Nullable String value(String rest) {
		String start = rest.substring(0, Math.min(rest.length(), MAX_VALUE_BYTES)).strip();
		if (!start.startsWith(":")) {
			return null;
		}
		String value = start.substring(1).strip();
		int end = value.startsWith("\"") ? value.indexOf('"', 1) : -1;
		return (end > 1) ? value.substring(1, end) : null;
	}

}
