package dev.gai.braintrust.console;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of the console, as both web stacks can write it.
 *
 * @param status the HTTP status
 * @param headers all headers
 * @param body the body
 */
record ConsoleAnswer(int status, Map<String, String> headers, byte[] body) {

	static final String JSON = "application/json";

	static final String TEXT = "text/plain; charset=utf-8";

	static ConsoleAnswer of(int status, String contentType, byte[] body) {
		return new ConsoleAnswer(status, SecurityHeaders.with("Content-Type", contentType), body);
	}

	static ConsoleAnswer json(String json) {
		return of(200, JSON, json.getBytes(StandardCharsets.UTF_8));
	}

	static ConsoleAnswer text(int status, String text) {
		return of(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * To a relative address, so that nothing has to be known of paths above.
	 */
	static ConsoleAnswer redirect(String location) {
		return new ConsoleAnswer(302, SecurityHeaders.with("Location", location), new byte[0]);
	}

}
