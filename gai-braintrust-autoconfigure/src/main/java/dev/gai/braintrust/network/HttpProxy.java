package dev.gai.braintrust.network;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * A proxy that requests go through: {@code https} in a tunnel, plain {@code http} as a
 * request to the proxy.
 *
 * @param host name or address of the proxy
 * @param port its port
 * @param credentials value of the {@code Proxy-Authorization} header, {@code null} if the
 * proxy asks nobody; never shown
 * @since 0.1.0
 */
public record HttpProxy(String host, int port, @Nullable String credentials) {

	/**
	 * A proxy that asks for a user and a password.
	 * @param host name or address of the proxy
	 * @param port its port
	 * @param user name of the user, without a colon
	 * @param password the password
	 * @return the proxy
	 */
	public static HttpProxy of(String host, int port, String user, String password) {
		byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return new HttpProxy(host, port, "Basic " + Base64.getEncoder().encodeToString(pair));
	}

	/**
	 * Asks for its address anew, since proxies move.
	 */
	InetSocketAddress address() {
		return new InetSocketAddress(this.host, this.port);
	}

	/**
	 * Does not show the credentials.
	 */
	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
