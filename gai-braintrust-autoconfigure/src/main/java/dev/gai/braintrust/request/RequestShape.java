package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The JSON in which one API is asked. A document of another API, or of none, is left
 * alone.
 */
interface RequestShape {

	/**
	 * All shapes that are known.
	 */
	List<RequestShape> ALL = List.of(MessagesRequest::read, GeminiRequest::read, ResponsesRequest::read,
			PromptRequest::read, EnvelopedRequest::read, AssistantsRequest::read);

	/**
	 * Reads a request.
	 * @param request the request as a plain tree
	 * @return what it says, {@code null} if it is of another shape
	 */
	@Nullable ModelRequest read(Map<?, ?> request);

	/**
	 * Reads a request of whatever shape.
	 * @param request the request as a plain tree
	 * @return what it says, {@code null} if it is of none
	 */
	static @Nullable ModelRequest readAny(Map<?, ?> request) {
		for (RequestShape shape : ALL) {
			ModelRequest read = shape.read(request);
			if (read != null) {
				return read;
			}
		}
		return null;
	}

}
