package dev.gai.braintrust.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests within what carries them: an HTTP request with headers and a body, a line of a
 * batch, an object with nothing else in it.
 */
final class WrappedRequest {

	/** What the JSON of an HTTP request or a line of a batch has beside the request. */
	private static final Set<String> CARRIER = Set.of("body", "headers", "method", "url", "uri", "type", "custom_id",
			"params", "request", "key", "modelInput", "recordId");

	/**
	 * What the request itself is called: over HTTP and by OpenAI, Anthropic, Google,
	 * Bedrock.
	 */
	private static final List<String> BODY = List.of("body", "params", "request", "modelInput");

	/** Of JSON-RPC, which agents and servers of tools speak. */
	private static final Set<String> CALL = Set.of("jsonrpc", "id", "method", "params");

	private WrappedRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> carrier) {
		if (carrier.size() == 1 && carrier.values().iterator().next() instanceof Map<?, ?> only) {
			return RequestShape.readAny(only);
		}
		if (carrier.size() == 1 && carrier.get("requests") instanceof List<?> batch) {
			return BatchRequest.read(batch);
		}
		if (carrier.containsKey("jsonrpc") && CALL.containsAll(carrier.keySet())) {
			return ofCall(Plain.map(carrier.get("params")));
		}
		if (!CARRIER.containsAll(carrier.keySet())) {
			return null;
		}
		ModelRequest body = RequestShape.readAny(Plain.map(parsed(body(carrier))));
		Map<String, @Nullable Object> others = new LinkedHashMap<>();
		carrier.forEach((name, value) -> others.put(String.valueOf(name), value));
		BODY.forEach(others::remove);
		return (body != null) ? body.beside(others) : null;
	}

	private static @Nullable Object body(Map<?, ?> carrier) {
		return Plain.first(carrier, BODY.toArray(String[]::new));
	}

	private static @Nullable ModelRequest ofCall(Map<?, ?> parameters) {
		Object message = parameters.get("message");
		return Conversation.isOneMessage(message) ? ModelRequests.read(message) : RequestShape.readAny(parameters);
	}

	private static @Nullable Object parsed(@Nullable Object body) {
		if (!(body instanceof String text) || !text.stripLeading().startsWith("{")) {
			return body;
		}
		try {
			return JsonMapper.shared().readValue(text, Object.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
