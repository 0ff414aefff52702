package dev.gai.braintrust.request.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A host that serves a model. Immutable.
 *
 * @param host name or address, without brackets
 * @param port the port, 0 if it is not known
 * @since 0.1.0
 */
public record ServerAddress(String host, int port) {

	/**
	 * The host of an address.
	 * @param uri the address
	 * @return the host, {@code null} if it has none
	 */
	public static @Nullable ServerAddress of(@Nullable URI uri) {
		String host = (uri != null) ? uri.getHost() : null;
		if (uri == null || host == null) {
			return null;
		}
		String plain = (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
		return new ServerAddress(plain, (uri.getPort() > 0) ? uri.getPort() : usualPort(uri.getScheme()));
	}

	/**
	 * The host of an address.
	 * @param url the address
	 * @return the host, {@code null} if it has none
	 */
	public static @Nullable ServerAddress of(@Nullable String url) {
		try {
			return (url != null) ? of(new URI(url)) : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static int usualPort(@Nullable String scheme) {
		return switch ((scheme != null) ? scheme.toLowerCase(Locale.ROOT) : "") {
			case "https", "wss" -> 443;
			case "http", "ws" -> 80;
			default -> 0;
		};
	}

}
