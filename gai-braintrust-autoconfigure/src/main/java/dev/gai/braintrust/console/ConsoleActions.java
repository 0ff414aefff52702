package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be done from the page, each after a click: ask a model again, add to a
 * dataset. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ConsoleActions {

	private static final JsonMapper json = JsonMapper.builder().build();

	private final TraceRing ring;

	private final @Nullable PromptRerun rerun;

	private final @Nullable BraintrustDatasets datasets;

	/**
	 * Creates actions.
	 * @param ring the traces that something can be done with
	 * @param rerun asks the application's model, {@code null} if it has none
	 * @param datasets adds to datasets, {@code null} where nothing is sent
	 */
	public ConsoleActions(TraceRing ring, @Nullable PromptRerun rerun, @Nullable BraintrustDatasets datasets) {
		this.ring = ring;
		this.rerun = rerun;
		this.datasets = datasets;
	}

	boolean canRerun() {
		return this.rerun != null && this.rerun.isPossible();
	}

	boolean canAddToDatasets() {
		return this.datasets != null;
	}

	/**
	 * Does something.
	 * @param name what is to be done
	 * @param body what is said of it
	 * @return the answer, {@code null} if there is no such thing to do
	 */
	@Nullable ConsoleAnswer perform(String name, byte[] body) {
		if (!name.equals("rerun") && !name.equals("dataset")) {
			return null;
		}
		JsonNode asked;
		try {
			asked = json.readTree(body);
		}
		catch (JacksonException ex) {
			return ConsoleAnswer.text(400, "This is no JSON.");
		}
		Row row = row(asked.path("trace").asString(""), asked.path("span").asString(""));
		if (row == null) {
			return ConsoleAnswer.text(404, "The span is not kept by the application any more.");
		}
		return name.equals("rerun") ? rerun(row, asked) : addToDataset(row, asked);
	}

	private @Nullable Row row(String traceId, String spanId) {
		return this.ring.trace(traceId)
			.stream()
			.map(ShownRow::row)
			.filter((row) -> row.spanId().equals(spanId))
			.findFirst()
			.orElse(null);
	}

	private ConsoleAnswer rerun(Row row, JsonNode asked) {
		if (this.rerun == null || !canRerun()) {
			return ConsoleAnswer.text(409, "The application has no ChatModel of Spring AI that could be asked.");
		}
		List<Message> messages = messages(asked.path("messages"));
		if (messages.isEmpty()) {
			return ConsoleAnswer.text(400, "There is no message to send.");
		}
		Map<String, @Nullable Object> metadata = new LinkedHashMap<>(metadata(row));
		for (String name : List.of("model", "temperature")) {
			JsonNode wanted = asked.path(name);
			if (!wanted.isMissingNode()) {
				metadata.put(name, json.treeToValue(wanted, Object.class));
			}
		}
		try {
			String trace = this.rerun.start(row.traceId(), row.spanId(), metadata, messages);
			return ConsoleAnswer.json(json.writeValueAsString(Map.of("trace", trace)));
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			return ConsoleAnswer.text(409, String.valueOf(ex.getMessage()));
		}
	}

	private ConsoleAnswer addToDataset(Row row, JsonNode asked) {
		String name = asked.path("dataset").asString("").strip();
		Object input = tree(row, "braintrust.input_json");
		if (this.datasets == null) {
			return ConsoleAnswer.text(409, "Datasets need an API key: set BRAINTRUST_API_KEY.");
		}
		if (name.isEmpty() || name.length() > 200 || input == null) {
			return ConsoleAnswer.text(400, (input == null) ? "The span has no input." : "A dataset needs a name.");
		}
		JsonNode expected = asked.path("expected");
		Object output = expected.isString() && !expected.asString().isEmpty() ? expected.asString()
				: tree(row, "braintrust.output_json");
		return this.datasets.add(name, row.traceId(), row.spanId(), input, output)
				? ConsoleAnswer.json("{\"added\":true}")
				: ConsoleAnswer.text(409, "The row was not taken: its span is not sent to Braintrust.");
	}

	private static Map<String, @Nullable Object> metadata(Row row) {
		Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
		if (tree(row, "braintrust.metadata") instanceof Map<?, ?> map) {
			map.forEach((key, value) -> metadata.put(String.valueOf(key), value));
		}
		return metadata;
	}

	private static @Nullable Object tree(Row row, String attribute) {
		String text = row.attributes().get(AttributeKey.stringKey(attribute));
		try {
			return (text != null) ? json.readValue(text, Object.class) : null;
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	private static List<Message> messages(JsonNode list) {
		List<Message> messages = new ArrayList<>();
		for (JsonNode message : list) {
			List<ToolCall> calls = new ArrayList<>();
			for (JsonNode call : message.path("tool_calls")) {
				calls.add(new ToolCall(text(call.path("id")), call.path("function").path("name").asString(""),
						call.path("function").path("arguments").asString("{}")));
			}
			JsonNode content = message.path("content");
			messages.add(new Message(message.path("role").asString("user"),
					content.isMissingNode() ? null : json.treeToValue(content, Object.class), calls,
					text(message.path("tool_call_id"))));
		}
		return messages;
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.asString() : null;
	}

}
