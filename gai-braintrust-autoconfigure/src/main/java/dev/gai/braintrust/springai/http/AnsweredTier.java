package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.util.Locale;

import dev.gai.braintrust.usage.Billing;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a whole answer which service tier served it, which Spring AI does not pass
 * on. Nothing else of the answer is read, and its bytes are not copied.
 */
final class AnsweredTier {

	/** Where the provider puts it: around the answer, as this text is escaped within. */
	private static final ByteString NAME = ByteString.encodeUtf8("\"service_tier\"");

	/** The tier stands behind the answer: what is longer goes without. */
	private static final long MAX_BYTES = 4 * 1024 * 1024;

	private static final int MAX_VALUE_BYTES = 64;

	private AnsweredTier() {
	}

	static Billing of(Response response) throws IOException {
		String type = response.header("Content-Type");
		if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
			return Billing.UNKNOWN;
		}
		try (BufferedSource body = response.peekBody(MAX_BYTES).source()) {
			long position = body.indexOf(NAME);
			if (position < 0) {
				return Billing.UNKNOWN;
			}
			body.skip(position + NAME.size());
			body.request(MAX_VALUE_BYTES);
			return Billing.ofTier(value(body.getBuffer().snapshot().utf8()));
		}
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
