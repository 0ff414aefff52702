package dev.gai.braintrust.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One tunnel through the proxy. Its thread passes on what the client sends, another one
 * what comes back. Bytes are neither kept nor looked at once it is open.
 */
final class RelayedTunnel implements AutoCloseable {

	private static final int LONGEST_HEAD = 16 * 1024;

	private static final int PATIENCE_MS = Math.toIntExact(TimeUnit.SECONDS.toMillis(10));

	private static final String AUTHORIZATION = "proxy-authorization:";

	private final Socket client;

	private final Socket server = new Socket();

	private final HttpProxy proxy;

	private final String credentials;

	private final String ticket;

	RelayedTunnel(Socket client, HttpProxy proxy, String credentials, String ticket) {
		this.client = client;
		this.proxy = proxy;
		this.credentials = credentials;
		this.ticket = ticket;
	}

	void run() {
		try {
			this.client.setSoTimeout(PATIENCE_MS);
			String head = head(this.client.getInputStream());
			if (!isOurs(head)) {
				return;
			}
			this.client.setSoTimeout(0);
			connect();
			this.server.getOutputStream().write(asked(head).getBytes(StandardCharsets.ISO_8859_1));
			ProxyRelay.run("gai-braintrust-proxy-answers", () -> pass(this.server, this.client));
			pass(this.client, this.server);
		}
		catch (IOException ex) {
			// The client sees that its connection ends, and says so.
		}
	}

	private void connect() throws IOException {
		try {
			this.server.connect(this.proxy.address(), PATIENCE_MS);
		}
		catch (IOException ex) {
			this.client.getOutputStream()
				.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			throw ex;
		}
	}

	/**
	 * What opens the tunnel, up to its empty line.
	 */
	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("The request ended early");
			}
			head.append((char) next);
		}
		return head.toString();
	}

	private boolean isOurs(String head) {
		byte[] shown = head.lines()
			.filter(RelayedTunnel::isAuthorization)
			.map((line) -> line.substring(AUTHORIZATION.length()).strip())
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.ISO_8859_1);
		return head.startsWith("CONNECT ")
				&& MessageDigest.isEqual(shown, this.ticket.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static boolean isAuthorization(String line) {
		return line.toLowerCase(Locale.ROOT).startsWith(AUTHORIZATION);
	}

	private String asked(String head) {
		Stream<String> lines = head.strip().lines().filter((line) -> !isAuthorization(line));
		return Stream.concat(lines, Stream.of("Proxy-Authorization: " + this.credentials))
			.collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
	}

	private void pass(Socket from, Socket to) {
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
		catch (IOException ex) {
			// One side has closed.
		}
		finally {
			close();
		}
	}

	@Override
	public void close() {
		try (this.client; this.server) {
			// Closes both, whatever happens to one of them.
		}
		catch (IOException ex) {
			// Closed is closed.
		}
	}

}
