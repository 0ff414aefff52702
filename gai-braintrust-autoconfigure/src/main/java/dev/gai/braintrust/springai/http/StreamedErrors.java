package dev.gai.braintrust.springai.http;

import java.nio.ByteBuffer;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.ForeignSpan;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Finds errors in the streams that a {@code WebClient} of a model receives. They are
 * passed on as they came.
 */
final class StreamedErrors implements ExchangeFilterFunction {

	static WebClient of(WebClient client) {
		return client.mutate().filters((all) -> {
			if (all.stream().noneMatch(StreamedErrors.class::isInstance)) {
				all.add(new StreamedErrors());
			}
		}).build();
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			ForeignSpan span = span(context.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
			Mono<ClientResponse> exchange = next.exchange(request);
			return (span != null) ? exchange.map((response) -> watched(response, span)) : exchange;
		});
	}

	private static @Nullable ForeignSpan span(@Nullable Object current) {
		return Guard.get("Errors of a stream are not read", null,
				() -> (current instanceof ObservationView view) ? CurrentRequest.span(view) : null);
	}

	private static ClientResponse watched(ClientResponse response, ForeignSpan span) {
		if (!response.statusCode().is2xxSuccessful()) {
			return response;
		}
		span.failure().answeredWith(null);
		ErrorLines lines = new ErrorLines(span.failure()::answeredWith);
		return response.mutate()
			.body((body) -> body
				.doOnNext((buffer) -> Guard.run("Errors of a stream are not read", () -> look(buffer, lines))))
			.build();
	}

	private static void look(DataBuffer buffer, ErrorLines lines) {
		try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
			while (parts.hasNext()) {
				ByteBuffer part = parts.next();
				byte[] bytes = new byte[part.remaining()];
				part.duplicate().get(bytes);
				lines.add(bytes);
			}
		}
	}

}
