package dev.gai.braintrust.sample.scripted;

import java.io.IOException;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.gai.braintrust.sample.embedded.BodyTooLargeException;
import dev.gai.braintrust.sample.embedded.Exchange;
import dev.gai.braintrust.sample.scripted.Script.Failure;
import dev.gai.braintrust.sample.scripted.Script.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code POST /v1/chat/completions}; to anything else and to mistakes in the
 * request it answers with an error in the form of OpenAI's API.
 */
final class ChatCompletionsHandler implements HttpHandler {

	private static final int MAX_BODY = 1024 * 1024;

	private final Script script;

	private final JsonMapper mapper;

	private final Outages outages = new Outages();

	ChatCompletionsHandler(Script script, JsonMapper mapper) {
		this.script = script;
		this.mapper = mapper;
	}

	@Override
	public void handle(HttpExchange http) throws IOException {
		try (http) {
			Exchange exchange = new Exchange(http);
			if (!exchange.is("POST", "/v1/chat/completions")) {
				error(exchange, 404, "not_found", "Only POST /v1/chat/completions is known here");
			}
			else if (!exchange.header("Authorization").startsWith("Bearer ")) {
				error(exchange, 401, "invalid_api_key", "No API key was sent");
			}
			else {
				complete(exchange, http);
			}
		}
	}

	private void complete(Exchange exchange, HttpExchange http) throws IOException {
		JsonNode request;
		try {
			request = this.mapper.readTree(exchange.body(MAX_BODY));
		}
		catch (BodyTooLargeException ex) {
			error(exchange, 413, "request_too_large", ex.getMessage());
			return;
		}
		catch (JacksonException ex) {
			error(exchange, 400, "invalid_request", "The body is not JSON");
			return;
		}
		if (!request.path("messages").isArray() || request.path("messages").isEmpty()) {
			error(exchange, 400, "invalid_request", "'messages' must be a list of at least one message");
		}
		else if (!request.path("model").stringValue("").equals(ScriptedLlm.MODEL)) {
			error(exchange, 404, "model_not_found", "The only model here is " + ScriptedLlm.MODEL);
		}
		else {
			Reply reply = this.script.replyTo(request);
			Failure failure = this.outages.next(reply).orElse(null);
			if (failure != null) {
				fail(exchange, http, failure);
			}
			else {
				reply(exchange, http, new Completion(request, reply));
			}
		}
	}

	private void fail(Exchange exchange, HttpExchange http, Failure failure) throws IOException {
		if (failure.retryAfterMillis() != null) {
			http.getResponseHeaders().set("Retry-After-Ms", failure.retryAfterMillis().toString());
		}
		error(exchange, failure.status(), failure.code(), failure.message());
	}

	private void reply(Exchange exchange, HttpExchange http, Completion completion) throws IOException {
		if (completion.isStreamed()) {
			new CompletionStream(completion, this.mapper).writeTo(http);
		}
		else {
			Pause.of(completion.thinkingTime().plus(completion.writingTime()));
			exchange.answer(200, "application/json", this.mapper.writeValueAsBytes(completion.whole()));
		}
	}

	private void error(Exchange exchange, int status, String code, String message) throws IOException {
		Map<String, Object> error = Map.of("message", message, "type", "scripted_error", "code", code);
		exchange.answer(status, "application/json", this.mapper.writeValueAsBytes(Map.of("error", error)));
	}

}
