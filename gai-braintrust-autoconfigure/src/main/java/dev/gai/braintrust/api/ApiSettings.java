package dev.gai.braintrust.api;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.network.Network;

/**
 * How Braintrust's REST API is asked.
 *
 * @param baseUrl address of the API without a trailing slash, for example
 * {@code https://api.braintrust.dev}
 * @param authorization value of the {@code Authorization} header; never shown
 * @param userAgent value of the {@code User-Agent} header
 * @param timeout the longest time of one exchange, from the connection to the last byte
 * @param network the way that requests take
 * @param mask masks what the API says before it is logged or shown
 * @since 0.1.0
 */
public record ApiSettings(URI baseUrl, String authorization, String userAgent, Duration timeout, Network network,
		UnaryOperator<String> mask) {

	/**
	 * Creates settings that mask nothing.
	 * @param baseUrl address of the API without a trailing slash
	 * @param authorization value of the {@code Authorization} header; never shown
	 * @param userAgent value of the {@code User-Agent} header
	 * @param timeout the longest time of one exchange
	 * @param network the way that requests take
	 */
	public ApiSettings(URI baseUrl, String authorization, String userAgent, Duration timeout, Network network) {
		this(baseUrl, authorization, userAgent, timeout, network, UnaryOperator.identity());
	}

	/**
	 * Creates settings of an API that is reached as the JVM's settings say.
	 * @param baseUrl address of the API without a trailing slash
	 * @param authorization value of the {@code Authorization} header; never shown
	 * @param userAgent value of the {@code User-Agent} header
	 * @param timeout the longest time of one exchange
	 */
	public ApiSettings(URI baseUrl, String authorization, String userAgent, Duration timeout) {
		this(baseUrl, authorization, userAgent, timeout, Network.ofTheJvm());
	}

	/**
	 * Does not show the authorization.
	 */
	@Override
	public String toString() {
		return this.baseUrl.toString();
	}

}
