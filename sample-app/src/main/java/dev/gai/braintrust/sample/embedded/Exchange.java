package dev.gai.braintrust.sample.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;

/**
 * Reads the request and writes the answer of one HTTP exchange, within bounds: neither a
 * large body nor one that is large when unpacked can fill the memory.
 */
public final class Exchange {

	private final HttpExchange exchange;

	/**
	 * Wraps an exchange.
	 * @param exchange the exchange
	 */
	public Exchange(HttpExchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * Whether this is the request that a server is there for.
	 * @param method the method
	 * @param path the whole path
	 * @return whether both are equal
	 */
	public boolean is(String method, String path) {
		return this.exchange.getRequestMethod().equals(method) && this.exchange.getRequestURI().getPath().equals(path);
	}

	/**
	 * A header of the request.
	 * @param name name of the header
	 * @return its first value, empty if it is absent
	 */
	public String header(String name) {
		String value = this.exchange.getRequestHeaders().getFirst(name);
		return (value != null) ? value : "";
	}

	/**
	 * Reads the body, unpacked if it is compressed.
	 * @param maxBytes the largest body that is read
	 * @return the body
	 * @throws IOException if it cannot be read
	 * @throws BodyTooLargeException if it is larger
	 */
	public byte[] body(int maxBytes) throws IOException {
		byte[] sent = bounded(this.exchange.getRequestBody(), maxBytes);
		if (!header("Content-Encoding").equalsIgnoreCase("gzip")) {
			return sent;
		}
		try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
			return bounded(unpacked, maxBytes);
		}
	}

	private static byte[] bounded(InputStream stream, int maxBytes) throws IOException {
		byte[] bytes = stream.readNBytes(maxBytes + 1);
		if (bytes.length > maxBytes) {
			throw new BodyTooLargeException(maxBytes);
		}
		return bytes;
	}

	/**
	 * Answers.
	 * @param status the HTTP status
	 * @param contentType type of the body
	 * @param body the body
	 * @throws IOException if the client is gone
	 */
	public void answer(int status, String contentType, byte[] body) throws IOException {
		this.exchange.getResponseHeaders().set("Content-Type", contentType);
		this.exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		this.exchange.getResponseBody().write(body);
	}

}
