package dev.gai.braintrust.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The way of each request through a proxy. An {@code Authenticator} is not used: the JDK
 * would ask it for a 401 of Braintrust as well, and fail where there is nothing to ask.
 */
final class ProxyRoute extends ProxySelector implements AutoCloseable {

	private static final String HEADER = "Proxy-Authorization";

	private final HttpProxy proxy;

	private @Nullable ProxyRelay relay;

	ProxyRoute(HttpProxy proxy) {
		this.proxy = proxy;
	}

	/**
	 * Adds what the proxy is shown. It does not go on to the server.
	 */
	synchronized HttpRequest prepare(HttpRequest request) throws IOException {
		String credentials = this.proxy.credentials();
		if (credentials == null) {
			return request;
		}
		String shown = isTunnelled(request.uri()) ? relay(credentials).ticket() : credentials;
		return HttpRequest.newBuilder(request, (name, value) -> true).setHeader(HEADER, shown).build();
	}

	private ProxyRelay relay(String credentials) throws IOException {
		ProxyRelay running = this.relay;
		if (running == null || !running.isOpen()) {
			running = new ProxyRelay(this.proxy, credentials);
			running.start();
			this.relay = running;
		}
		return running;
	}

	@Override
	public synchronized List<Proxy> select(URI uri) {
		ProxyRelay running = this.relay;
		InetSocketAddress next = (running != null && isTunnelled(uri)) ? running.address() : this.proxy.address();
		return List.of(new Proxy(Proxy.Type.HTTP, next));
	}

	private static boolean isTunnelled(URI uri) {
		return "https".equalsIgnoreCase(uri.getScheme());
	}

	@Override
	public void connectFailed(URI uri, SocketAddress address, IOException failure) {
		// There is no other proxy; the request says what failed.
	}

	@Override
	public synchronized void close() {
		if (this.relay != null) {
			this.relay.close();
			this.relay = null;
		}
	}

}
