package dev.gai.braintrust.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.guard.DaemonThreads;

/**
 * Shows a proxy who we are when a tunnel is opened. The JDK's client refuses to do so
 * with a user and a password, unless the JVM as a whole is started with
 * {@code jdk.http.auth.tunneling.disabledSchemes=}; an application should not have to
 * allow that for all of its connections. So the client opens its tunnels here, on the
 * loopback interface, with a random ticket that nobody else knows, and what it encrypts
 * is passed on as it is.
 */
final class ProxyRelay implements AutoCloseable {

	/** A client has two requests under way, and connections that it has not dropped. */
	private static final int MOST_TUNNELS = 16;

	private final HttpProxy proxy;

	private final String credentials;

	private final String ticket;

	private final ServerSocket server;

	private final Set<RelayedTunnel> tunnels = ConcurrentHashMap.newKeySet();

	ProxyRelay(HttpProxy proxy, String credentials) throws IOException {
		this.proxy = proxy;
		this.credentials = credentials;
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.ticket = "Bearer " + HexFormat.of().formatHex(random);
		this.server = new ServerSocket(0, MOST_TUNNELS, InetAddress.getLoopbackAddress());
	}

	void start() {
		run("gai-braintrust-proxy", this::accept);
	}

	/** What the client shows to be let in. */
	String ticket() {
		return this.ticket;
	}

	InetSocketAddress address() {
		return new InetSocketAddress(this.server.getInetAddress(), this.server.getLocalPort());
	}

	boolean isOpen() {
		return !this.server.isClosed();
	}

	private void accept() {
		try {
			while (isOpen()) {
				Socket client = this.server.accept();
				if (this.tunnels.size() >= MOST_TUNNELS) {
					client.close();
				}
				else {
					open(client);
				}
			}
		}
		catch (IOException ex) {
			// Closed, or nothing is accepted any more: the next request opens another
			// one.
			close();
		}
	}

	private void open(Socket client) {
		RelayedTunnel tunnel = new RelayedTunnel(client, this.proxy, this.credentials, this.ticket);
		this.tunnels.add(tunnel);
		run("gai-braintrust-proxy-tunnel", () -> {
			try (tunnel) {
				tunnel.run();
			}
			finally {
				this.tunnels.remove(tunnel);
			}
		});
		if (!isOpen()) {
			tunnel.close();
		}
	}

	static Thread run(String name, Runnable work) {
		Thread thread = DaemonThreads.named(name).newThread(work);
		thread.start();
		return thread;
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			// Nothing is accepted any more, which is all that was wanted.
		}
		this.tunnels.forEach(RelayedTunnel::close);
	}

}
