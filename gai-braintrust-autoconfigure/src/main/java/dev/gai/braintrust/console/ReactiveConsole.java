package dev.gai.braintrust.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The console's door in Spring WebFlux. It writes bytes itself, so that it does not
 * depend on the codecs of the application.
 *
 * @since 0.1.0
 */
public final class ReactiveConsole implements AutoCloseable {

	private static final DataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

	private final Console console;

	/**
	 * Creates a door.
	 * @param console the console
	 */
	public ReactiveConsole(Console console) {
		this.console = console;
	}

	/**
	 * Routes to the console.
	 * @return the routes
	 */
	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route(
				RequestPredicates.path(this.console.path()).or(RequestPredicates.path(this.console.path() + "/**")),
				this::answer);
	}

	/**
	 * Whether a request is one to the console, which nobody wants to see in traces and
	 * meters.
	 * @param request the request
	 * @return whether it is
	 */
	public boolean serves(ServerHttpRequest request) {
		return this.console.serves(request.getPath().pathWithinApplication().value());
	}

	private Mono<ServerResponse> answer(ServerRequest request) {
		ConsoleCall call = call(request);
		ConsoleAnswer answer = this.console.answer(call);
		if (answer == null && !call.isGet()) {
			return change(call, request);
		}
		if (answer == null) {
			if (this.console.hasRoomForFeed()) {
				return stream(call);
			}
			answer = Console.tooManyFeeds();
		}
		return response(answer);
	}

	/** On a thread that may wait. */
	private Mono<ServerResponse> change(ConsoleCall call, ServerRequest request) {
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), Console.MAX_BODY)
			.map(ReactiveConsole::bytes)
			.defaultIfEmpty(new byte[0])
			.publishOn(Schedulers.boundedElastic())
			.map((body) -> this.console.change(call, body))
			.onErrorResume(DataBufferLimitException.class, (ex) -> Mono.just(this.console.change(call, null)))
			.flatMap(ReactiveConsole::response);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static Mono<ServerResponse> response(ConsoleAnswer written) {
		DataBuffer body = BUFFERS.wrap(written.body());
		return ServerResponse.status(written.status())
			.headers((headers) -> written.headers().forEach(headers::set))
			.body((message, context) -> message.writeWith(Mono.just(body)));
	}

	private Mono<ServerResponse> stream(ConsoleCall call) {
		Flux<DataBuffer> events = Flux.defer(() -> {
			ConsoleFeed feed = this.console.feed(call);
			return (feed != null) ? events(feed) : Flux.empty();
		});
		return ServerResponse.ok()
			.headers((headers) -> SecurityHeaders.with("Content-Type", "text/event-stream").forEach(headers::set))
			.body((message, context) -> message.writeAndFlushWith(events.map(Mono::just)));
	}

	private static Flux<DataBuffer> events(ConsoleFeed feed) {
		return Flux.interval(Duration.ZERO, Duration.ofMillis(ConsoleFeed.INTERVAL_MILLIS))
			.onBackpressureDrop()
			.takeUntil((tick) -> feed.isOver())
			.concatMap((tick) -> Mono.fromSupplier(feed::next), 1)
			.<DataBuffer>map((event) -> BUFFERS.wrap(event.text().getBytes(StandardCharsets.UTF_8)))
			.doFinally((signal) -> feed.close());
	}

	private ConsoleCall call(ServerRequest request) {
		String below = request.requestPath().pathWithinApplication().value().substring(this.console.path().length());
		return new ConsoleCall(request.method().name(), below, (name) -> request.queryParam(name).orElse(null),
				address(request), false, request.headers()::header);
	}

	private static @Nullable InetAddress address(ServerRequest request) {
		return request.remoteAddress().map(InetSocketAddress::getAddress).orElse(null);
	}

	/**
	 * How many pages are told of new rows.
	 * @return the number
	 */
	int openFeeds() {
		return this.console.openFeeds();
	}

	@Override
	public void close() {
		this.console.close();
	}

}
