package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

/**
 * Parameters of an address that tell only there: {@code sig} signs one,
 * {@code X-Amz-Signature} does.
 */
final class QueryNames {

	private static final Set<String> NAMES = Set.of("sig", "signature", "xamzsignature", "xgoogsignature",
			"googlesignature", "hmac", "key", "code", "session", "sessionid", "sid");

	private QueryNames() {
	}

	static boolean mayBeSecret(String name) {
		return NAMES.contains(name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT));
	}

}
