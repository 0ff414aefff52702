package dev.gai.braintrust.feedback;

import java.io.IOException;

import dev.gai.braintrust.promise.Internal;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The door for feedback in Spring MVC.
 *
 * @since 0.1.0
 */
@Internal
public final class ServletFeedback {

	private final FeedbackRequests requests;

	/**
	 * Creates a door.
	 * @param requests answers the requests
	 */
	public ServletFeedback(FeedbackRequests requests) {
		this.requests = requests;
	}

	/**
	 * Routes to the endpoint.
	 * @return the routes
	 */
	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route().POST(this.requests.path(), this::answer).build();
	}

	private ServerResponse answer(ServerRequest request) throws IOException {
		HttpServletRequest servletRequest = request.servletRequest();
		byte[] body = servletRequest.getInputStream().readNBytes(FeedbackRequests.MAX_BYTES + 1);
		int status = this.requests.answer(servletRequest.getRemoteAddr(), servletRequest.getContentType(), body);
		ServerResponse.BodyBuilder answer = ServerResponse.status(status);
		return ((status == 429) ? answer.header("Retry-After", "60") : answer).build();
	}

}
