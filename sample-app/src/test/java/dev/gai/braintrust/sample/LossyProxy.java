package dev.gai.braintrust.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
			ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.body(16 * 1024 * 1024));
			HttpRequest changed = HttpRequest.newBuilder(URI.create(this.target + http.getRequestURI()))
				.header("Authorization", exchange.header("Authorization"))
				.header("Content-Type", exchange.header("Content-Type"))
				.header("x-bt-parent", exchange.header("x-bt-parent"))
				.POST(HttpRequest.BodyPublishers.ofByteArray(changed(request).toByteArray()))
				.build();
			this.client.send(changed, BodyHandlers.discarding());
			exchange.answer(200, "application/x-protobuf", new byte[0]);
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
