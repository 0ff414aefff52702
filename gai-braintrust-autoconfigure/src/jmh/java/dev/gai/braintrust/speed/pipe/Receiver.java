package dev.gai.braintrust.speed.pipe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A collector on the loopback interface, in a process of its own, that counts spans and
 * bytes. It prints its port, and ends when its standard input does.
 */
public final class Receiver {

	private Receiver() {
	}

	/**
	 * Runs the receiver.
	 * @param arguments the file of the {@link Tally}
	 * @throws IOException if it cannot listen
	 */
	public static void main(String... arguments) throws IOException {
		Tally tally = new Tally(Path.of(arguments[0]));
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newFixedThreadPool(2));
		server.createContext("/", (exchange) -> receive(exchange, tally));
		server.start();
		System.out.println(server.getAddress().getPort());
		while (System.in.read() >= 0) {
			continue;
		}
		server.stop(0);
		System.exit(0);
	}

	private static void receive(HttpExchange exchange, Tally tally) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		byte[] message = gzip ? new GZIPInputStream(new ByteArrayInputStream(body), 65_536).readAllBytes() : body;
		tally.add(spans(CodedInputStream.newInstance(message), 0), body.length);
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	/**
	 * Counts the spans without decoding them: field 1 of a request are its resources,
	 * field 2 of a resource its scopes, field 2 of a scope its spans.
	 */
	private static long spans(CodedInputStream in, int level) throws IOException {
		int field = (level == 0) ? 1 : 2;
		long spans = 0;
		for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
			if (WireFormat.getTagFieldNumber(tag) != field) {
				in.skipField(tag);
			}
			else if (level == 2) {
				in.skipField(tag);
				spans++;
			}
			else {
				int limit = in.pushLimit(in.readRawVarint32());
				spans += spans(in, level + 1);
				in.popLimit(limit);
			}
		}
		return spans;
	}

}
