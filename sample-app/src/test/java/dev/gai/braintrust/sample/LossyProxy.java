package dev.gai.braintrust.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import dev.gai.braintrust.sample.embedded.Exchange;
import dev.gai.braintrust.sample.embedded.LoopbackServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Stands between the application and the collector, and does not hand on everything as it
 * was.
 */
final class LossyProxy implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final Function<Span, Optional<Span>> change;

	private final LoopbackServer server;

	private volatile String target;

	LossyProxy(Function<Span, Optional<Span>> change) {
		this.change = change;
		this.server = LoopbackServer.start("lossy-proxy", this::handle);
	}

	String url() {
		return this.server.url();
	}

	void handOnTo(String target) {
		this.target = target;
	}

	private void handle(HttpExchange http) throws IOException {
		try (http) {
			Exchange exchange = new Exchange(http);
			byte[] body = exchange.body(16 * 1024 * 1024);
			boolean traces = exchange.is("POST", "/otel/v1/traces");
			byte[] handedOn = traces ? changed(ExportTraceServiceRequest.parseFrom(body)).toByteArray() : body;
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.target + http.getRequestURI()))
				.header("Authorization", exchange.header("Authorization"))
				.header("Content-Type", exchange.header("Content-Type"))
				.method(http.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(handedOn));
			if (traces) {
				request.header("x-bt-parent", exchange.header("x-bt-parent"));
			}
			HttpResponse<byte[]> answer = this.client.send(request.build(), BodyHandlers.ofByteArray());
			exchange.answer(answer.statusCode(), traces ? "application/x-protobuf" : "application/json", answer.body());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private ExportTraceServiceRequest changed(ExportTraceServiceRequest request) {
		ExportTraceServiceRequest.Builder changed = ExportTraceServiceRequest.newBuilder();
		for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
			ResourceSpans.Builder resource = changed.addResourceSpansBuilder().setResource(resourceSpans.getResource());
			for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
				ScopeSpans.Builder scope = resource.addScopeSpansBuilder().setScope(scopeSpans.getScope());
				scopeSpans.getSpansList().forEach((span) -> this.change.apply(span).ifPresent(scope::addSpans));
			}
		}
		return changed.build();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
