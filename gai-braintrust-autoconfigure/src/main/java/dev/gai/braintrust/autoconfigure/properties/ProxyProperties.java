package dev.gai.braintrust.autoconfigure.properties;

import java.util.Objects;

import dev.gai.braintrust.network.HttpProxy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * HTTP proxy between the application and Braintrust.
 *
 * @param host Host of the HTTP proxy for requests to Braintrust. If not set, the system
 * properties of the JVM decide.
 * @param port Port of the proxy.
 * @param username User name to authenticate with at the proxy.
 * @param password Password to authenticate with at the proxy.
 * @since 0.1.0
 */
public record ProxyProperties(@Nullable String host, @Nullable Integer port, @Nullable String username,
		@Nullable ApiKey password) {

	private static final String NAME = "gai.braintrust.export.proxy.";

	private static final int MAX_PORT = 65_535;

	void check() {
		boolean host = StringUtils.hasText(this.host);
		boolean user = StringUtils.hasText(this.username);
		PropertyChecks.require(host || this.port == null, NAME + "host", "is missing, although " + NAME + "port is set",
				"Write the name of the proxy, for example proxy.example.com, or remove the port.");
		PropertyChecks.require(host || !user, NAME + "host", "is missing, although " + NAME + "username is set",
				"Write the name of the proxy, for example proxy.example.com, or remove the user name.");
		if (host) {
			checkAddress(Objects.requireNonNull(this.host).strip());
		}
		PropertyChecks.require(user || this.password == null || this.password.isBlank(), NAME + "username",
				"is missing, although " + NAME + "password is set",
				"Write the name of the user that the password belongs to, or remove the password.");
		PropertyChecks.require(!user || this.password != null, NAME + "password",
				"is missing, although " + NAME + "username is set",
				"Write the password of the user; leave it empty if the user has none.");
		if (user) {
			PropertyChecks.require(isPrintable(Objects.requireNonNull(this.username)) && !this.username.contains(":"),
					NAME + "username", "contains a colon or a control character, which cannot be sent to a proxy",
					"Write the name of the user alone; the password goes to " + NAME + "password.");
			PropertyChecks.require(isPrintable(Objects.requireNonNull(this.password).value()), NAME + "password",
					"contains a control character, which cannot be sent to a proxy",
					"Copy the password again, without line breaks.");
		}
	}

	private void checkAddress(String host) {
		PropertyChecks.require(host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,}]?"), NAME + "host",
				"is not the name of a host",
				"Write the name or the address alone, for example proxy.example.com; the port goes to " + NAME
						+ "port, user and password to " + NAME + "username and " + NAME + "password.");
		PropertyChecks.require(this.port != null, NAME + "port", "is missing, although " + NAME + "host is set",
				"Write the port of the proxy, for example 3128.");
		PropertyChecks.require(Objects.requireNonNull(this.port) > 0 && this.port <= MAX_PORT, NAME + "port",
				"is not a port", "Write a number from 1 to 65535, for example 3128.");
	}

	private static boolean isPrintable(String text) {
		return text.chars().noneMatch(Character::isISOControl);
	}

	@Nullable HttpProxy proxy() {
		if (!StringUtils.hasText(this.host)) {
			return null;
		}
		check();
		String name = this.host.strip();
		int number = Objects.requireNonNull(this.port);
		return StringUtils.hasText(this.username)
				? HttpProxy.of(name, number, this.username.strip(), Objects.requireNonNull(this.password).value())
				: new HttpProxy(name, number, null);
	}

}
