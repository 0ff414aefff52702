package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.CohereUsage;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Cohere's chat API, version 2 and 1, whole or as the events of a stream, and
 * its vectors.
 */
final class CohereJson {

	private final AnswerText answer = new AnswerText();

	private final Map<Long, ToolCallParts> toolCalls = new TreeMap<>();

	private final List<ToolCall> whole = new ArrayList<>();

	/** Of version 1, until the last event repeats it. */
	private final JoinedText soFar = new JoinedText();

	private @Nullable String id;

	private @Nullable Usage usage;

	private @Nullable String failure;

	private boolean recognized;

	private CohereJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		CohereJson response = new CohereJson();
		documents.forEach(response::add);
		return response.recognized ? response.build() : vectors(documents.get(documents.size() - 1));
	}

	private void add(JsonValue document) {
		String type = document.get("type").text();
		JsonValue last = document.get("response");
		if (type != null) {
			event(type, document);
		}
		else if (last.isObject()
				&& ("stream-end".equals(document.get("event_type").text()) || document.get("is_finished").isTrue())) {
			// The last event of version 1 has all that there was.
			this.soFar.clear();
			add(last);
		}
		else if ("text-generation".equals(document.get("event_type").text())
				|| (document.get("is_finished").isBoolean() && document.get("text").text() != null)) {
			this.recognized = true;
			String piece = document.get("text").text();
			this.soFar.append((piece != null) ? piece : "");
		}
		else if (!document.get("generations").items().isEmpty()
				&& (document.get("meta").has("billed_units") || document.has("prompt"))) {
			this.recognized = true;
			this.id = document.get("id").label();
			document.get("generations").items().forEach(this::generation);
			finish(document);
		}
		else if (document.get("message").isObject() && document.has("finish_reason")) {
			this.recognized = true;
			this.id = document.get("id").label();
			message(document.get("message"));
			finish(document);
		}
		else if (document.has("generation_id") && document.get("text").text() != null) {
			this.recognized = true;
			this.id = document.get("generation_id").label();
			this.answer.append(document.get("text").text());
			cite(document.get("citations"));
			document.get("tool_calls").items().forEach((call) -> this.whole.add(firstCall(call)));
			finish(document);
		}
	}

	/** Of version 1, whose calls have no ids. */
	private static ToolCall firstCall(JsonValue call) {
		String name = call.get("name").label();
		return new ToolCall(call.get("id").label(), (name != null) ? name : "", call.get("parameters").json());
	}

	/** Of a generation, which says so itself. */
	private void generation(JsonValue generation) {
		this.answer.append(generation.get("text").text());
		this.answer.finished(FinishReasons.normalize(generation.get("finish_reason").text()));
	}

	private void event(String type, JsonValue event) {
		JsonValue message = event.get("delta").get("message");
		switch (type) {
			case "message-start" -> {
				this.recognized = true;
				this.id = event.get("id").label();
			}
			case "content-start", "content-delta" -> {
				this.answer.append(message.get("content").get("text").text());
				this.answer.think(message.get("content").get("thinking").text());
			}
			case "tool-plan-delta" -> this.answer.think(message.get("tool_plan").text());
			case "citation-start" -> cite(message.get("citations"));
			case "tool-call-start", "tool-call-delta" -> {
				Long index = event.get("index").count();
				this.toolCalls.computeIfAbsent((index != null) ? index : 0, (key) -> new ToolCallParts())
					.add(message.get("tool_calls"));
			}
			case "message-end" -> {
				this.recognized = true;
				finish(event.get("delta"));
			}
			default -> {
			}
		}
	}

	/** In streams one by one, else a list. */
	private void cite(JsonValue citations) {
		if (citations.isArray()) {
			citations.items().forEach((citation) -> this.answer.annotate(citation.plain()));
		}
		else if (citations.isObject()) {
			this.answer.annotate(citations.plain());
		}
	}

	private void message(JsonValue message) {
		this.answer.think(message.get("tool_plan").text());
		cite(message.get("citations"));
		this.answer.append(message.get("content").text());
		for (JsonValue part : message.get("content").items()) {
			if ("thinking".equals(part.get("type").text())) {
				this.answer.think(part.get("thinking").text());
			}
			else {
				this.answer.append(part.get("text").text());
			}
		}
		for (JsonValue call : message.get("tool_calls").items()) {
			this.whole.add(ToolCallParts.whole(call));
		}
	}

	private void finish(JsonValue said) {
		if (said.get("logprobs").isArray()) {
			this.answer.keep("logprobs", Collections.singletonMap("logprobs", said.get("logprobs").plain()));
		}
		this.answer.finished(FinishReasons.normalize(said.get("finish_reason").text()));
		this.failure = said.get("error").label();
		Usage figures = CohereUsage.ofChat(said.get("usage").isObject() ? said.get("usage") : said.get("meta"));
		this.usage = (figures != null) ? figures : this.usage;
	}

	private LlmResponse build() {
		this.answer.append(this.soFar.isEmpty() ? null : this.soFar.toString());
		this.whole.forEach(this.answer::call);
		this.toolCalls.values().forEach((call) -> this.answer.call(call.build()));
		LlmResponse.Builder read = LlmResponse.builder().id(this.id).usage(this.usage);
		if (!this.answer.isEmpty()) {
			this.answer.addTo(read);
		}
		return read.build().withReason(this.failure);
	}

	/**
	 * Vectors, by the kind of their numbers in version 2, as a list in version 1.
	 */
	private static @Nullable LlmResponse vectors(JsonValue document) {
		JsonValue embeddings = document.get("embeddings");
		JsonValue billed = document.get("meta").get("billed_units");
		String type = document.get("response_type").label();
		boolean recognized = billed.isObject() || (type != null && type.startsWith("embeddings"));
		if (!recognized || !(embeddings.isObject() || embeddings.isArray())) {
			return null;
		}
		int count = embeddings.items().size();
		for (String kind : List.of("float", "int8", "uint8", "binary", "ubinary", "base64")) {
			count = Math.max(count, embeddings.get(kind).items().size());
		}
		return LlmResponse.builder()
			.id(document.get("id").label())
			.embeddings(count)
			.usage(CohereUsage.ofVectors(billed))
			.build();
	}

}
