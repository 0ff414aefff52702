package dev.gai.braintrust.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The token in the address that the application logs at its start. A browser that brings
 * it is given a cookie for its session and keeps the token out of its address. A proxy on
 * this machine cannot be told from a browser, but nobody who comes through one knows the
 * token. It is the same as long as the JVM runs, so that a page stays open over restarts
 * by DevTools.
 */
final class ConsoleAccess {

	static final String PARAMETER = "token";

	private static final String TOKEN = random();

	private static final String COOKIE = "gai-console-";

	private ConsoleAccess() {
	}

	private static String random() {
		byte[] bytes = new byte[16];
		new SecureRandom().nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	static String token() {
		return TOKEN;
	}

	/**
	 * Whether a request comes from a browser that has been let in.
	 * @param call the request
	 * @return whether it has the cookie
	 */
	static boolean isKnown(ConsoleCall call) {
		String name = name(call);
		for (String header : call.headers().apply("Cookie")) {
			for (String cookie : header.split(";")) {
				int equals = cookie.indexOf('=');
				if (equals > 0 && cookie.substring(0, equals).strip().equals(name)
						&& isToken(cookie.substring(equals + 1).strip())) {
					return true;
				}
			}
		}
		return false;
	}

	static boolean isToken(@Nullable String candidate) {
		return candidate != null && MessageDigest.isEqual(candidate.getBytes(StandardCharsets.UTF_8),
				TOKEN.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Lets a browser in that has brought the token: to the same page without it.
	 * @param call the request
	 * @return the answer
	 */
	static ConsoleAnswer admission(ConsoleCall call) {
		Map<String, String> headers = new LinkedHashMap<>(SecurityHeaders.with("Location", "./"));
		// No path: then it is that of the page, whatever is above it.
		headers.put("Set-Cookie", name(call) + "=" + TOKEN + "; HttpOnly; SameSite=Lax");
		return new ConsoleAnswer(303, headers, new byte[0]);
	}

	/** Cookies are those of a host; two applications have two ports. */
	private static String name(ConsoleCall call) {
		String host = call.header("Host");
		return COOKIE
				+ ((host != null && host.matches(".*:\\d{1,5}")) ? host.substring(host.lastIndexOf(':') + 1) : "");
	}

}
