package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.ending.UnfinishedItems;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.response.usage.Thoughts;
import org.jspecify.annotations.Nullable;

/**
 * Responses of OpenAI's Responses API, or the events of which a streamed one is made. All
 * items of the output become one answer.
 */
final class ResponsesApiJson {

	/** The realtime API answers alike, and so does what makes a conversation shorter. */
	private static final Set<String> OBJECTS = Set.of("response", "realtime.response", "response.compaction");

	private final StringBuilder text = new StringBuilder();

	private final StringBuilder reasoning = new StringBuilder();

	private final List<ToolCall> toolCalls = new ArrayList<>();

	private final StringBuilder refusal = new StringBuilder();

	private final List<Object> annotations = new ArrayList<>();

	private final List<Object> items = new ArrayList<>();

	private final List<Object> logprobs = new ArrayList<>();

	private long webSearches;

	private long fileSearches;

	private ResponsesApiJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		JsonValue latest = null;
		for (JsonValue document : documents) {
			JsonValue response = document.has("response") ? document.get("response") : document;
			if (OBJECTS.contains(String.valueOf(response.get("object").text())) && response.get("output").isArray()) {
				latest = response;
			}
		}
		List<JsonValue> output = (latest != null) ? latest.get("output").items() : List.of();
		if (output.isEmpty() && documents.size() > 1) {
			output = UnfinishedItems.in(documents);
		}
		if (latest == null && output.isEmpty()) {
			return null;
		}
		return new ResponsesApiJson().read((latest != null) ? latest : JsonValue.of(Map.of()), output);
	}

	private LlmResponse read(JsonValue response, List<JsonValue> output) {
		output.forEach(this::item);
		LlmResponse.Builder read = LlmResponse.builder()
			.model(response.get("model").label())
			.id(response.get("id").label())
			.usage(OpenAiUsage.read(response.get("usage"), this.webSearches, this.fileSearches));
		String finishReason = finishReason(response);
		if (finishReason != null || !this.text.isEmpty() || !this.reasoning.isEmpty() || !this.toolCalls.isEmpty()
				|| !this.items.isEmpty()) {
			String content = this.text.isEmpty() ? null : this.text.toString();
			read.choice(finishReason,
					new Message("assistant", content, this.toolCalls, null).with("reasoning", this.reasoning.toString())
						.with("refusal", this.refusal.toString())
						.with("annotations", this.annotations)
						.with("items", this.items)
						.with(ChatShape.LOGPROBS, this.logprobs.isEmpty() ? null : Map.of("content", this.logprobs)));
		}
		return read.build();
	}

	private void item(JsonValue item) {
		String type = item.get("type").text();
		if ("message".equals(type) && !"user".equals(item.get("role").text())) {
			for (JsonValue part : item.get("content").items()) {
				String refused = part.get("refusal").text();
				this.refusal.append((refused != null) ? refused : "");
				part.get("annotations").items().forEach((annotation) -> keep(annotation, this.annotations));
				part.get("logprobs").items().forEach((token) -> keep(token, this.logprobs));
				String spoken = part.has("text") ? part.get("text").text()
						: part.has("transcript") ? part.get("transcript").text() : part.get("refusal").text();
				this.text.append((spoken != null) ? spoken : "");
			}
		}
		else if ("reasoning".equals(type)) {
			think(item);
		}
		else if ("function_call".equals(type) || "custom_tool_call".equals(type)) {
			String id = item.get("call_id").label();
			String name = item.get("name").label();
			this.toolCalls.add(new ToolCall((id != null) ? id : item.get("id").label(), (name != null) ? name : "",
					item.get("function_call".equals(type) ? "arguments" : "input").json()));
		}
		else if (type != null) {
			keep(item, this.items);
			count(type, item);
		}
	}

	private static void keep(JsonValue value, List<Object> kept) {
		Object plain = value.plain();
		if (plain != null) {
			kept.add(plain);
		}
	}

	private void count(String type, JsonValue item) {
		if ("failed".equals(item.get("status").text())) {
			return;
		}
		if ("web_search_call".equals(type)) {
			// Pages that are opened or searched through are no searches, and cost
			// nothing.
			String action = item.get("action").get("type").text();
			this.webSearches += (action == null || action.equals("search")) ? 1 : 0;
		}
		else if ("file_search_call".equals(type)) {
			this.fileSearches++;
		}
	}

	/**
	 * What the model thought: its summary, and the whole of a model that hides nothing.
	 */
	private void think(JsonValue item) {
		think(Thoughts.joined(item.get("summary"), "\n\n"));
		think(Thoughts.joined(item.get("content"), ""));
	}

	private void think(String thought) {
		this.reasoning.append((this.reasoning.isEmpty() || thought.isEmpty()) ? "" : "\n\n").append(thought);
	}

	private @Nullable String finishReason(JsonValue response) {
		String status = response.get("status").text();
		if ("incomplete".equals(status)) {
			return FinishReasons.normalize(response.get("incomplete_details").get("reason").text());
		}
		if ("completed".equals(status)) {
			return this.toolCalls.isEmpty() ? "stop" : "tool_calls";
		}
		return null;
	}

}
