package dev.gai.braintrust.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import dev.gai.braintrust.guard.DaemonThreads;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.SseBuilder;

/**
 * The console's door in Spring MVC. A feed holds no thread while it has nothing to tell;
 * two threads write to all of them, and end when there are none.
 *
 * @since 0.1.0
 */
public final class ServletConsole implements AutoCloseable {

	/** Set by Tomcat's RemoteIpValve when it has replaced the address. */
	private static final String TOMCAT_FORWARDED = "org.apache.tomcat.request.forwarded";

	private final Console console;

	private final ScheduledThreadPoolExecutor writers = DaemonThreads.timer(2, "gai-console");

	/**
	 * Creates a door.
	 * @param console the console
	 */
	public ServletConsole(Console console) {
		this.console = console;
		this.writers.setContinueExistingPeriodicTasksAfterShutdownPolicy(true);
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
	public boolean serves(HttpServletRequest request) {
		String belowServlet = request.getPathInfo();
		return this.console.serves((belowServlet != null) ? belowServlet : request.getServletPath());
	}

	private ServerResponse answer(ServerRequest request) throws IOException {
		ConsoleCall call = call(request);
		ConsoleAnswer answer = this.console.answer(call);
		if (answer == null && !call.isGet()) {
			return response(this.console.change(call,
					request.servletRequest().getInputStream().readNBytes(Console.MAX_BODY + 1)));
		}
		if (answer == null) {
			return this.console.hasRoomForFeed()
					? new GuardedResponse(ServerResponse.sse((sse) -> start(call, sse), Duration.ZERO))
					: response(Console.tooManyFeeds());
		}
		return response(answer);
	}

	private static ServerResponse response(ConsoleAnswer answer) {
		return ServerResponse.status(answer.status())
			.headers((headers) -> answer.headers().forEach(headers::set))
			.build((request, response) -> {
				response.getOutputStream().write(answer.body());
				return null;
			});
	}

	private ConsoleCall call(ServerRequest request) {
		HttpServletRequest original = original(request.servletRequest());
		String below = request.requestPath().pathWithinApplication().value().substring(this.console.path().length());
		return new ConsoleCall(request.method().name(), below, (name) -> request.param(name).orElse(null),
				address(original.getRemoteAddr()), original.getAttribute(TOMCAT_FORWARDED) != null,
				(name) -> Collections.list(original.getHeaders(name)));
	}

	/**
	 * The request as the server has made it: a filter may have replaced the address and
	 * taken the headers away that say so.
	 */
	private static HttpServletRequest original(HttpServletRequest request) {
		ServletRequest inner = request;
		while (inner instanceof ServletRequestWrapper wrapper) {
			inner = wrapper.getRequest();
		}
		return (inner instanceof HttpServletRequest http) ? http : request;
	}

	private static @Nullable InetAddress address(@Nullable String literal) {
		boolean address = literal != null && literal.matches("[0-9.]+|\\[?[0-9a-fA-F:.]+(%\\w+)?]?");
		try {
			return address ? InetAddress.getByName(literal) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	private void start(ConsoleCall call, SseBuilder sse) {
		ConsoleFeed feed = this.console.feed(call);
		if (feed == null) {
			sse.complete();
			return;
		}
		new ServletFeed(feed, sse).begin(this.writers);
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
		// Within an interval each feed sees that the console is closed, and ends its
		// response.
		this.console.close();
		this.writers.shutdown();
	}

}
