package dev.gai.braintrust.replay;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.replay.cassette.Redaction;

/**
 * The credentials that a client sent, so that they are taken out wherever else they
 * stand: a provider that refuses a key likes to repeat it.
 */
final class Credentials {

	/** What is shorter is more likely a word. */
	private static final int SHORTEST = 8;

	private static final ContentMasking masking = new ContentMasking(true, List.of(), List.of());

	private Credentials() {
	}

	static Set<String> of(Call call) {
		Set<String> found = new LinkedHashSet<>();
		for (HttpHeader header : call.headers()) {
			String name = header.key().toLowerCase(Locale.ROOT);
			for (String value : header.values()) {
				if (name.equals("cookie")) {
					for (String cookie : value.split(";")) {
						add(found, cookie.substring(cookie.indexOf('=') + 1));
					}
				}
				else if (isSecret(name, value)) {
					addHeader(found, value);
				}
			}
		}
		Map<String, List<String>> query = call.request().query();
		if (query != null) {
			query.forEach((name, values) -> {
				if (Redaction.isSecretParameter(name)) {
					values.forEach((value) -> add(found, value));
				}
			});
		}
		return found;
	}

	private static boolean isSecret(String name, String value) {
		return name.contains("authorization") || name.endsWith("api-key") || name.endsWith("-token")
				|| name.endsWith("-secret")
				|| !Map.of(name, value).equals(masking.mask("headers", Map.of(name, value)));
	}

	private static void addHeader(Set<String> found, String value) {
		add(found, value);
		int space = value.indexOf(' ');
		String plain = value.substring(space + 1).strip();
		add(found, plain);
		if (space > 0 && value.substring(0, space).equalsIgnoreCase("basic")) {
			try {
				String decoded = new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
				add(found, decoded);
				add(found, decoded.substring(decoded.indexOf(':') + 1));
			}
			catch (IllegalArgumentException ex) {
				// It is not what its name says; the whole of it was added.
			}
		}
	}

	private static void add(Set<String> found, String value) {
		if (value.strip().length() >= SHORTEST) {
			found.add(value.strip());
		}
	}

}
