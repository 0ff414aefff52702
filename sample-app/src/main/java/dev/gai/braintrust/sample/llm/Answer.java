package dev.gai.braintrust.sample.llm;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.response.ToolCall;
import tools.jackson.databind.JsonNode;

/**
 * Reads an answer, or one chunk of a streamed answer.
 *
 * @param json the answer as the endpoint gave it
 */
public record Answer(JsonNode json) {

	/**
	 * What the model said.
	 * @return the text, empty if there is none
	 */
	public String text() {
		return message().path("content").stringValue("");
	}

	/**
	 * The tools that the model wants to be called.
	 * @return the calls, empty if there are none
	 */
	public List<ToolCall> toolCalls() {
		List<ToolCall> calls = new ArrayList<>();
		for (JsonNode call : message().path("tool_calls")) {
			JsonNode function = call.path("function");
			calls.add(new ToolCall(call.path("id").stringValue(""), function.path("name").stringValue(""),
					function.path("arguments").stringValue("")));
		}
		return calls;
	}

	/**
	 * The model that answered.
	 * @return its name, {@code null} if it is not said
	 */
	public String model() {
		return this.json.path("model").stringValue(null);
	}

	/**
	 * Why the model stopped.
	 * @return the reason, {@code null} if it has not stopped
	 */
	public String finishReason() {
		return this.json.path("choices").path(0).path("finish_reason").stringValue(null);
	}

	/**
	 * Whether this is the chunk that says how many tokens were used.
	 * @return whether there is a usage
	 */
	public boolean hasUsage() {
		return this.json.path("usage").isObject();
	}

	/**
	 * Tokens of the request.
	 * @return the number
	 */
	public long inputTokens() {
		return this.json.path("usage").path("prompt_tokens").asLong(0);
	}

	/**
	 * Tokens of the answer.
	 * @return the number
	 */
	public long outputTokens() {
		return this.json.path("usage").path("completion_tokens").asLong(0);
	}

	private JsonNode message() {
		JsonNode choice = this.json.path("choices").path(0);
		return choice.has("delta") ? choice.path("delta") : choice.path("message");
	}

}
