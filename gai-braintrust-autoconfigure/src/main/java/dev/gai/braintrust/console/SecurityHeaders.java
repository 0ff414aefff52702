package dev.gai.braintrust.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headers of every answer: nothing is stored, framed, guessed or loaded from elsewhere,
 * and no script runs that is not a file of ours.
 */
final class SecurityHeaders {

	static final Map<String, String> ALL = Map.of("Content-Security-Policy",
			"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
					+ "require-trusted-types-for 'script'; trusted-types 'none'",
			"Cache-Control", "no-store", "X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY",
			"Referrer-Policy", "no-referrer", "Cross-Origin-Resource-Policy", "same-origin",
			"Cross-Origin-Opener-Policy", "same-origin");

	private SecurityHeaders() {
	}

	static Map<String, String> with(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(ALL);
		headers.put(name, value);
		return headers;
	}

}
