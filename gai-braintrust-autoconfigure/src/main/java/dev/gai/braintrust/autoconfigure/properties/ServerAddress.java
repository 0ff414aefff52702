package dev.gai.braintrust.autoconfigure.properties;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

import org.springframework.util.StringUtils;

/**
 * The addresses of a server: of its API, of where spans are sent, and of its pages. A
 * mistake is told without what might be a secret.
 */
final class ServerAddress {

	private static final String OTLP_PATH = "/v1/traces";

	private static final int MAX_PORT = 65_535;

	private final BraintrustProperties properties;

	private final String property;

	private final String url;

	/**
	 * Creates addresses.
	 * @param properties what else is set
	 * @param property what gave the address of the API
	 * @param url the address of the API as it was given
	 */
	ServerAddress(BraintrustProperties properties, String property, String url) {
		this.properties = properties;
		this.property = property;
		this.url = url;
	}

	/**
	 * Checks all addresses.
	 * @throws InvalidBraintrustPropertyException if one cannot be used
	 */
	void check() {
		ofTraces();
		url("gai.braintrust.app-url", ofPages());
	}

	/**
	 * Address of the API without a trailing slash.
	 */
	URI ofApi() {
		URI api = url(this.property, orDefault(this.url, BraintrustProperties.API_URL));
		if ("http".equalsIgnoreCase(api.getScheme()) && !this.properties.allowInsecure()
				&& !isLoopback(api.getHost())) {
			throw new InvalidBraintrustPropertyException(this.property,
					"would send prompts and the API key to another host over plain HTTP",
					"Write an address that begins with https://, or, for a receiver in a network that you trust, set "
							+ "gai.braintrust.allow-insecure=true.");
		}
		String base = withoutSlash(api.toString());
		String traces = tracesPath(base);
		return URI
			.create(base.endsWith(traces) ? withoutSlash(base.substring(0, base.length() - traces.length())) : base);
	}

	private static String withoutSlash(String url) {
		return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
	}

	/**
	 * Where spans are sent.
	 */
	URI ofTraces() {
		String path = checkedTracesPath();
		URI api = ofApi();
		String given = withoutSlash(orDefault(this.url, BraintrustProperties.API_URL));
		return URI.create(api + (given.endsWith(tracesPath(given)) ? tracesPath(given) : path));
	}

	private String checkedTracesPath() {
		String path = orDefault(this.properties.tracesPath(), BraintrustProperties.TRACES_PATH);
		if (!path.startsWith("/") || !path.chars().allMatch(ServerAddress::isPlain)) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.traces-path", "is not a plain path",
					"Write a path that begins with a slash, for example /otel/v1/traces.");
		}
		return path;
	}

	private static boolean isPlain(int character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || "._~/-".indexOf(character) >= 0;
	}

	/**
	 * The path of traces that an address may already end in: many write the whole address
	 * of the endpoint, as for other exporters.
	 */
	private String tracesPath(String url) {
		String path = orDefault(this.properties.tracesPath(), BraintrustProperties.TRACES_PATH);
		return (!url.endsWith(path) && path.equals(BraintrustProperties.TRACES_PATH)) ? OTLP_PATH : path;
	}

	private static URI url(String property, String value) {
		URI url;
		try {
			url = URI.create(value);
		}
		catch (IllegalArgumentException ex) {
			throw notAnAddress(property);
		}
		boolean http = "http".equalsIgnoreCase(url.getScheme());
		if (!StringUtils.hasText(url.getHost()) || !(http || "https".equalsIgnoreCase(url.getScheme()))
				|| url.getPort() == 0 || url.getPort() > MAX_PORT || url.getRawUserInfo() != null
				|| url.getRawQuery() != null || url.getRawFragment() != null) {
			throw notAnAddress(property);
		}
		return url;
	}

	/**
	 * Address of Braintrust's pages, not checked.
	 */
	String ofPages() {
		return orDefault(this.properties.appUrl(), BraintrustProperties.APP_URL);
	}

	private static String orDefault(String value, String valueIfBlank) {
		return StringUtils.hasText(value) ? value.strip() : valueIfBlank;
	}

	private static InvalidBraintrustPropertyException notAnAddress(String property) {
		return new InvalidBraintrustPropertyException(property, "is not an address of a web server",
				"Write scheme and host, for example https://api.braintrust.dev, without user, query and fragment.");
	}

	/**
	 * By name or address, without asking a name server.
	 */
	static boolean isLoopback(String host) {
		if (host.equalsIgnoreCase("localhost") || host.endsWith(".localhost")) {
			return true;
		}
		boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
		try {
			return literal && InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
