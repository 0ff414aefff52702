package dev.gai.braintrust.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A Braintrust behind TLS, served by the JDK.
 */
public final class TlsServer implements AutoCloseable {

	private final HttpsServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private TlsServer(Certificates certificates, boolean asksForCertificates)
			throws IOException, GeneralSecurityException {
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(new HttpsConfigurator(certificates.server()) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters tls = getSSLContext().getDefaultSSLParameters();
				tls.setNeedClientAuth(asksForCertificates);
				parameters.setSSLParameters(tls);
			}

		});
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	public static TlsServer of(Certificates certificates) throws IOException, GeneralSecurityException {
		return new TlsServer(certificates, false);
	}

	public static TlsServer askingForCertificates(Certificates certificates)
			throws IOException, GeneralSecurityException {
		return new TlsServer(certificates, true);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			boolean traces = exchange.getRequestURI().getPath().endsWith("/traces");
			this.requests.add(new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body,
					client((HttpsExchange) exchange)));
			byte[] answer = (traces ? "" : "{\"objects\":[{\"id\":\"p-1\"}]}").getBytes();
			exchange.getResponseHeaders().set("Content-Type", traces ? "application/x-protobuf" : "application/json");
			exchange.sendResponseHeaders(200, (answer.length == 0) ? -1 : answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	private static String client(HttpsExchange exchange) {
		try {
			return exchange.getSSLSession().getPeerPrincipal().getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return "nobody";
		}
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String url() {
		return "https://127.0.0.1:" + port();
	}

	public List<Request> requests() {
		return this.requests;
	}

	/**
	 * The names of the spans that came, in the order in which they came.
	 * @return the names
	 */
	public List<String> spans() {
		return this.requests.stream()
			.filter((request) -> request.path().endsWith("/traces"))
			.flatMap(Request::spans)
			.map(Span::getName)
			.toList();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * What came.
	 *
	 * @param path its path
	 * @param headers its headers
	 * @param body its body
	 * @param client who the certificate of the client says that it is
	 */
	public record Request(String path, Headers headers, byte[] body, String client) {

		Stream<Span> spans() {
			try {
				byte[] plain = new GZIPInputStream(new ByteArrayInputStream(this.body)).readAllBytes();
				return ExportTraceServiceRequest.parseFrom(plain)
					.getResourceSpansList()
					.stream()
					.flatMap((resource) -> resource.getScopeSpansList().stream())
					.flatMap((scope) -> scope.getSpansList().stream());
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
