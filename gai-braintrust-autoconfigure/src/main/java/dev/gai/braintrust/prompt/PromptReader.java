package dev.gai.braintrust.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a prompt as Braintrust's API describes it: an object with {@code prompt_data}, a
 * list with one such object below {@code objects}, or {@code prompt_data} itself.
 */
final class PromptReader {

	private static final JsonMapper json = new JsonMapper();

	private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private PromptReader() {
	}

	/**
	 * Reads a prompt.
	 * @throws IllegalArgumentException if this is no prompt, with a message that says why
	 */
	static BraintrustPrompt read(String slug, JsonNode answer, PromptOrigin origin) {
		JsonNode object = answer.path("objects").isArray() ? answer.path("objects").path(0) : answer;
		JsonNode data = object.has("prompt_data") ? object.path("prompt_data") : object;
		JsonNode prompt = data.path("prompt");
		if (!prompt.isObject()) {
			throw new IllegalArgumentException("it has no prompt_data.prompt");
		}
		JsonNode options = data.path("options");
		PromptContent content = new PromptContent(messages(prompt), tools(prompt.path("tools")),
				text(options.path("model")), parameters(options.path("params")), format(data));
		return new BraintrustPrompt(new PromptIdentity(text(object.path("id")), text(object.path("project_id")),
				text(object.path("_xact_id")), object.path("slug").asString(slug), object.path("name").asString(slug)),
				content, origin);
	}

	private static List<Map<String, @Nullable Object>> messages(JsonNode prompt) {
		return switch (prompt.path("type").asString("chat")) {
			case "completion" -> List.of(message("user", prompt.path("content").asString("")));
			case "chat" -> maps(prompt.path("messages"));
			default -> throw new IllegalArgumentException(
					"its type '" + prompt.path("type").asString("") + "' is neither chat nor completion");
		};
	}

	private static Map<String, @Nullable Object> message(String role, String content) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", role);
		message.put("content", content);
		return message;
	}

	/** Braintrust keeps the definitions as JSON in a text. */
	private static List<Map<String, @Nullable Object>> tools(JsonNode tools) {
		if (!tools.isString() || tools.asString().isBlank()) {
			return maps(tools);
		}
		try {
			return maps(json.readTree(tools.asString()));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("its tools are not JSON");
		}
	}

	private static List<Map<String, @Nullable Object>> maps(JsonNode nodes) {
		List<Map<String, @Nullable Object>> maps = new ArrayList<>();
		for (JsonNode node : nodes) {
			if (!node.isObject()) {
				throw new IllegalArgumentException("a message or tool of it is no JSON object");
			}
			maps.add(json.convertValue(node, MAP));
		}
		return maps;
	}

	/** A parameter that is null is one that was cleared in the user interface. */
	private static Map<String, Object> parameters(JsonNode params) {
		Map<String, Object> parameters = new LinkedHashMap<>();
		if (params.isObject()) {
			json.convertValue(params, MAP).forEach((name, value) -> {
				if (value != null) {
					parameters.put(name, value);
				}
			});
		}
		return parameters;
	}

	private static String format(JsonNode data) {
		String format = data.path("template_format").asString("mustache");
		if (!format.equals("mustache") && !format.equals("none")) {
			throw new IllegalArgumentException("its template format '" + format
					+ "' cannot be rendered in Java: choose Mustache for it in Braintrust");
		}
		return format;
	}

	private static @Nullable String text(JsonNode node) {
		return (node.isString() && !node.asString().isBlank()) ? node.asString() : null;
	}

}
