package dev.gai.braintrust.replay.cassette;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names files: by their test and path, for people, and by the request, so that the name
 * stays as long as the request does.
 */
final class CassetteName {

	private static final int LONGEST_TEST = 100;

	private static final int LONGEST_PATH = 40;

	private static final int DIGITS = 8;

	private CassetteName() {
	}

	static String of(Cassette cassette) {
		String test = cassette.test();
		String simple = (test == null) ? "any" : simple(test);
		return cut(safe(simple), LONGEST_TEST) + "-" + path(cassette.request()) + "-" + fingerprint(cassette)
				+ ((cassette.order() > 1) ? "-" + cassette.order() : "");
	}

	/** From the class on. */
	private static String simple(String test) {
		int at = 0;
		while (at < test.length() && !Character.isUpperCase(test.charAt(at)) && test.indexOf('.', at) >= 0) {
			at = test.indexOf('.', at) + 1;
		}
		return (at < test.length()) ? test.substring(at) : test;
	}

	private static String path(CassetteRequest request) {
		String[] segments = request.path().split("/");
		String last = (segments.length > 0) ? segments[segments.length - 1] : "";
		String before = (segments.length > 2) ? segments[segments.length - 2] + "-" : "";
		return cut(safe((before + last).toLowerCase(Locale.ROOT)), LONGEST_PATH);
	}

	private static String fingerprint(Cassette cassette) {
		String what = cassette.test() + "\n" + CassetteJson.compact(cassette.request().facts());
		return Bodies.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
	}

	private static String safe(String text) {
		return text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|-+$", "");
	}

	private static String cut(String text, int length) {
		return (text.length() > length) ? text.substring(0, length) : text;
	}

}
