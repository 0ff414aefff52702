package dev.gai.braintrust.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy on the loopback interface: tunnels, and plain requests. It finds every
 * host on the loopback interface, as the only one who knows where hosts are.
 */
public final class ProxyServer implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final String wanted;

	private ProxyServer(String wanted) throws IOException {
		this.wanted = wanted;
		run(this::accept);
	}

	public static ProxyServer open() throws IOException {
		return new ProxyServer(null);
	}

	public static ProxyServer asking(String user, String password) throws IOException {
		byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return new ProxyServer("basic " + Base64.getEncoder().encodeToString(pair).toLowerCase(Locale.ROOT));
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * What the proxy was asked, without bodies.
	 * @return the heads of the requests
	 */
	public List<String> heads() {
		return this.heads;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.server.accept();
			this.sockets.add(client);
			run(() -> serve(client));
		}
	}

	private void serve(Socket client) throws IOException {
		try (client) {
			String head = head(client.getInputStream());
			this.heads.add(head);
			if (this.wanted != null
					&& !head.toLowerCase(Locale.ROOT).contains("proxy-authorization: " + this.wanted + "\r\n")) {
				client.getOutputStream()
					.write("HTTP/1.1 407 Asks\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
						.getBytes(StandardCharsets.ISO_8859_1));
				return;
			}
			String target = head.split(" ")[1];
			boolean tunnel = head.startsWith("CONNECT ");
			int port = Integer
				.parseInt(target.replaceFirst("^http://", "").replaceFirst("/.*", "").replaceFirst(".*:", ""));
			try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), port)) {
				this.sockets.add(upstream);
				if (tunnel) {
					client.getOutputStream().write("HTTP/1.1 200 Open\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
				}
				else {
					String path = target.replaceFirst("^http://[^/]*", "");
					upstream.getOutputStream()
						.write(head.replace(target, path)
							.replaceAll("(?i)proxy-authorization:[^\r]*\r\n", "")
							.replaceFirst("\r\n", "\r\nConnection: close\r\n")
							.getBytes(StandardCharsets.ISO_8859_1));
				}
				run(() -> client.getInputStream().transferTo(upstream.getOutputStream()));
				upstream.getInputStream().transferTo(client.getOutputStream());
			}
		}
	}

	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("ended early");
			}
			head.append((char) next);
		}
		return head.toString();
	}

	private static void run(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// Closed.
			}
		}, "test-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private interface Work {

		void run() throws IOException;

	}

}
