package dev.gai.braintrust.network;

import java.net.http.HttpClient;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The way that requests of our own take. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Network {

	private final @Nullable HttpProxy proxy;

	private volatile @Nullable Tls tls;

	/**
	 * Creates a way.
	 * @param proxy what requests go through, {@code null} for what the JVM's system
	 * properties say
	 * @param tls how TLS connections are made, {@code null} for the JDK's defaults
	 */
	public Network(@Nullable HttpProxy proxy, @Nullable Tls tls) {
		this.proxy = proxy;
		this.tls = tls;
	}

	/**
	 * The way that the JVM's settings give.
	 * @return a way without a proxy and certificates of its own
	 */
	public static Network ofTheJvm() {
		return new Network(null, null);
	}

	/**
	 * The way to servers that the certificates are not meant for: through the same proxy,
	 * with the JDK's trust and without a certificate of our own.
	 * @return the way
	 */
	public Network toOthers() {
		return new Network(this.proxy, null);
	}

	/**
	 * Makes new connections differently from now on. Requests that are under way end on
	 * the connections that they have.
	 * @param renewed how TLS connections are made
	 */
	public void renew(Tls renewed) {
		this.tls = renewed;
	}

	/**
	 * A client that takes this way.
	 * @param settings sets what differs from the JDK's defaults
	 * @return the client, not made yet
	 */
	public OwnHttpClient client(UnaryOperator<HttpClient.Builder> settings) {
		return new OwnHttpClient(settings, this);
	}

	@Nullable HttpProxy proxy() {
		return this.proxy;
	}

	@Nullable Tls tls() {
		return this.tls;
	}

}
