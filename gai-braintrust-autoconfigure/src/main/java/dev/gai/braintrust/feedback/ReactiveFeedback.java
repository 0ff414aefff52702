package dev.gai.braintrust.feedback;

import java.net.InetSocketAddress;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The door for feedback in Spring WebFlux. What is taken is written to the log on a
 * thread that may wait.
 *
 * @since 0.1.0
 */
@Internal
public final class ReactiveFeedback {

	private final FeedbackRequests requests;

	/**
	 * Creates a door.
	 * @param requests answers the requests
	 */
	public ReactiveFeedback(FeedbackRequests requests) {
		this.requests = requests;
	}

	/**
	 * Routes to the endpoint.
	 * @return the routes
	 */
	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route().POST(this.requests.path(), this::answer).build();
	}

	private Mono<ServerResponse> answer(ServerRequest request) {
		String client = request.remoteAddress().map(ReactiveFeedback::address).orElse(null);
		String contentType = request.headers().firstHeader("Content-Type");
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), FeedbackRequests.MAX_BYTES)
			.map(ReactiveFeedback::bytes)
			.defaultIfEmpty(new byte[0])
			.onErrorResume(DataBufferLimitException.class, (ex) -> Mono.just(new byte[FeedbackRequests.MAX_BYTES + 1]))
			.publishOn(Schedulers.boundedElastic())
			.map((body) -> this.requests.answer(client, contentType, body))
			.flatMap((status) -> {
				ServerResponse.BodyBuilder answer = ServerResponse.status(status);
				return ((status == 429) ? answer.header("Retry-After", "60") : answer).build();
			});
	}

	private static @Nullable String address(InetSocketAddress address) {
		return (address.getAddress() != null) ? address.getAddress().getHostAddress() : null;
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
