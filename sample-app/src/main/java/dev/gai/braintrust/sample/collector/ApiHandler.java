package dev.gai.braintrust.sample.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.gai.braintrust.sample.embedded.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what the demo asks of Braintrust's REST API: the id of its project, that of a
 * dataset, that rows and feedback were taken, and that there is no prompt. Any name is
 * known, each dataset has the same id.
 */
final class ApiHandler implements HttpHandler {

	private static final int MAX_BODY = 1024 * 1024;

	private static final int MAX_ROWS = 1000;

	private static final JsonMapper json = new JsonMapper();

	private final HttpHandler others;

	private static final String ROWS = "/v1/dataset/dataset-1/insert";

	private static final String FEEDBACK = "/v1/project_logs/project-1/feedback";

	private final List<JsonNode> datasetRows = new CopyOnWriteArrayList<>();

	private final List<JsonNode> feedback = new CopyOnWriteArrayList<>();

	/**
	 * Creates a handler.
	 * @param others answers all other requests
	 */
	ApiHandler(HttpHandler others) {
		this.others = others;
	}

	List<JsonNode> datasetRows() {
		return this.datasetRows;
	}

	List<JsonNode> feedback() {
		return this.feedback;
	}

	@Override
	public void handle(HttpExchange http) throws IOException {
		Exchange exchange = new Exchange(http);
		boolean known = exchange.is("GET", "/v1/project") || exchange.is("GET", "/v1/prompt")
				|| exchange.is("POST", "/v1/dataset") || exchange.is("POST", ROWS) || exchange.is("POST", FEEDBACK);
		if (!known || !exchange.header("Authorization").startsWith("Bearer ")) {
			this.others.handle(http);
			return;
		}
		try (http) {
			if (exchange.is("GET", "/v1/project")) {
				answer(exchange, "{\"objects\":[{\"id\":\"project-1\"}]}");
			}
			else if (exchange.is("GET", "/v1/prompt")) {
				answer(exchange, "{\"objects\":[]}");
			}
			else if (exchange.is("POST", "/v1/dataset")) {
				answer(exchange, "{\"id\":\"dataset-1\"}");
			}
			else if (exchange.is("POST", ROWS)) {
				take(exchange, "events", this.datasetRows, "{\"row_ids\":[]}");
			}
			else {
				take(exchange, "feedback", this.feedback, "{\"status\":\"success\"}");
			}
		}
	}

	private static void take(Exchange exchange, String field, List<JsonNode> taken, String answer) throws IOException {
		try {
			for (JsonNode item : json.readTree(exchange.body(MAX_BODY)).path(field)) {
				if (taken.size() < MAX_ROWS) {
					taken.add(item);
				}
			}
			answer(exchange, answer);
		}
		catch (JacksonException ex) {
			exchange.answer(400, "text/plain", "The body is not JSON".getBytes(StandardCharsets.UTF_8));
		}
	}

	private static void answer(Exchange exchange, String body) throws IOException {
		exchange.answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
	}

}
