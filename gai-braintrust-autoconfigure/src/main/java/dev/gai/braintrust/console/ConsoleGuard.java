package dev.gai.braintrust.console;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in but a browser on this machine that has the page open itself. A page from
 * elsewhere in the same browser (a drive-by request to localhost, DNS rebinding) comes
 * with a foreign {@code Host} or {@code Origin}, another machine with another address,
 * and a proxy with headers that say so.
 */
final class ConsoleGuard {

	/** Of requests that change something; no foreign page can set it without asking. */
	static final String HEADER = "X-Gai-Console";

	private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final List<String> PROXY_HEADERS = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
			"X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP", "Via");

	private final boolean addressesForwarded;

	ConsoleGuard(boolean addressesForwarded) {
		this.addressesForwarded = addressesForwarded;
	}

	/**
	 * Why a request is refused.
	 * @param call the request
	 * @return the reason, {@code null} if it is let in
	 */
	@Nullable String refusal(ConsoleCall call) {
		if (this.addressesForwarded || call.forwarded() || PROXY_HEADERS.stream().anyMatch(call::has)) {
			return "The console does not answer through a proxy.";
		}
		if (call.remote() == null || !call.remote().isLoopbackAddress()) {
			return "The console answers only to this machine.";
		}
		String host = call.header("Host");
		if (host == null || !isLocal(host)) {
			return "The console answers only as localhost, 127.0.0.1 or [::1].";
		}
		if (call.has("Origin") && !isOrigin(call.header("Origin"), host)) {
			return "The console does not answer to other pages.";
		}
		if (!comesFromThePage(call)) {
			return "The console does not answer to other sites.";
		}
		return (call.isGet() || call.has(HEADER)) ? null : "The header " + HEADER + " is missing.";
	}

	private static boolean isLocal(String host) {
		return HOSTS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", ""));
	}

	private static boolean isOrigin(@Nullable String origin, String host) {
		try {
			URI uri = (origin != null) ? URI.create(origin) : null;
			return uri != null && host.equalsIgnoreCase(uri.getRawAuthority())
					&& ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * A link to the page may stand anywhere; its data is for the page alone.
	 */
	private static boolean comesFromThePage(ConsoleCall call) {
		String site = call.header("Sec-Fetch-Site");
		boolean opened = "document".equals(call.header("Sec-Fetch-Dest")) && call.isGet()
				&& !call.path().startsWith(Console.DATA);
		return !call.has("Sec-Fetch-Site") || "same-origin".equals(site) || "none".equals(site) || opened;
	}

}
