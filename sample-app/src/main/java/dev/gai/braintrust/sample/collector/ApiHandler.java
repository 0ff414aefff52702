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
 * data set, and that its rows were taken. Any name is known, each data set has the same
 * id.
 */
final class ApiHandler implements HttpHandler {

	private static final int MAX_BODY = 1024 * 1024;

	private static final int MAX_ROWS = 1000;

	private static final JsonMapper json = new JsonMapper();

	private final HttpHandler others;

	private final List<JsonNode> datasetRows = new CopyOnWriteArrayList<>();

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

	@Override
	public void handle(HttpExchange http) throws IOException {
		Exchange exchange = new Exchange(http);
		boolean known = exchange.is("GET", "/v1/project") || exchange.is("POST", "/v1/dataset")
				|| exchange.is("POST", "/v1/dataset/dataset-1/insert");
		if (!known || !exchange.header("Authorization").startsWith("Bearer ")) {
			this.others.handle(http);
			return;
		}
		try (http) {
			if (exchange.is("GET", "/v1/project")) {
				answer(exchange, "{\"objects\":[{\"id\":\"project-1\"}]}");
			}
			else if (exchange.is("POST", "/v1/dataset")) {
				answer(exchange, "{\"id\":\"dataset-1\"}");
			}
			else {
				take(exchange);
			}
		}
	}

	private void take(Exchange exchange) throws IOException {
		try {
			for (JsonNode row : json.readTree(exchange.body(MAX_BODY)).path("events")) {
				if (this.datasetRows.size() < MAX_ROWS) {
					this.datasetRows.add(row);
				}
			}
			answer(exchange, "{\"row_ids\":[]}");
		}
		catch (JacksonException ex) {
			exchange.answer(400, "text/plain", "The body is not JSON".getBytes(StandardCharsets.UTF_8));
		}
	}

	private static void answer(Exchange exchange, String body) throws IOException {
		exchange.answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
	}

}
