package dev.gai.braintrust.response;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.response.dialect.GrowingCall;
import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.GeminiUsage;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.UsageSum;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Gemini's {@code generateContent}, whole or as the chunks of
 * {@code streamGenerateContent}, and its vectors. What the model thought is no part of
 * its answer.
 */
final class GeminiJson {

	/**
	 * What stands beside the text of a part. Parts with anything else stay as they came.
	 */
	private static final Set<String> OF_TEXT = Set.of("text", "thought", "thoughtSignature", "partMetadata");

	/** What an answer is based on, and how sure the model is of it. */
	private static final List<String> SOURCES = List.of("groundingMetadata", "citationMetadata", "urlContextMetadata",
			"logprobsResult");

	/** Why an answer was blocked. Those of others say that they are harmless. */
	private static final String RATINGS = "safetyRatings";

	private final Map<Long, AnswerText> answers = new TreeMap<>();

	/** Calls of which more is to come. */
	private final Map<Long, GrowingCall> growing = new HashMap<>();

	/** What was searched for in the web. */
	private final Set<String> queries = new HashSet<>();

	private @Nullable String model;

	private @Nullable String id;

	private @Nullable Usage usage;

	private @Nullable String blocked;

	private @Nullable String told;

	private boolean recognized;

	private GeminiJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		GeminiJson response = new GeminiJson();
		documents.forEach(response::add);
		return response.recognized ? response.build() : vectors(documents.get(documents.size() - 1));
	}

	private void add(JsonValue document) {
		boolean blockedPrompt = document.get("promptFeedback").has("blockReason");
		if (!document.get("candidates").isArray() && !document.get("usageMetadata").has("promptTokenCount")
				&& !blockedPrompt) {
			return;
		}
		if (document.has("embedding") || document.has("embeddings")) {
			return;
		}
		this.recognized = true;
		this.model = (this.model != null) ? this.model : document.get("modelVersion").label();
		this.id = (this.id != null) ? this.id : document.get("responseId").label();
		Usage said = GeminiUsage.read(document.get("usageMetadata"));
		this.usage = (said != null) ? said : this.usage;
		this.blocked = blockedPrompt ? "content_filter" : this.blocked;
		List<JsonValue> candidates = document.get("candidates").items();
		for (int i = 0; i < candidates.size(); i++) {
			Long index = candidates.get(i).get("index").count();
			candidate(candidates.get(i), (index != null) ? index : i);
		}
	}

	private void candidate(JsonValue candidate, long index) {
		AnswerText answer = this.answers.computeIfAbsent(index, (key) -> new AnswerText());
		answer.finished(FinishReasons.normalize(candidate.get("finishReason").text()));
		for (JsonValue part : candidate.get("content").get("parts").items()) {
			part(part, index, answer);
		}
		for (String name : SOURCES) {
			if (candidate.get(name).isObject()) {
				answer.keep(name, Collections.singletonMap(name, candidate.get(name).plain()));
			}
		}
		boolean blocked = "content_filter".equals(FinishReasons.normalize(candidate.get("finishReason").text()));
		List<JsonValue> ratings = candidate.get(RATINGS).items();
		if (!ratings.isEmpty() && (blocked || ratings.stream().anyMatch((one) -> one.get("blocked").isTrue()))) {
			answer.keep(RATINGS, Collections.singletonMap(RATINGS, candidate.get(RATINGS).plain()));
		}
		String told = candidate.get("finishMessage").label();
		answer.keep("finishMessage", (told != null) ? Map.of("finishMessage", told) : null);
		this.told = (told != null) ? told : this.told;
		for (JsonValue query : candidate.get("groundingMetadata").get("webSearchQueries").items()) {
			String text = query.text();
			if (text != null && !text.isEmpty()) {
				this.queries.add(text);
			}
		}
	}

	private void part(JsonValue part, long index, AnswerText answer) {
		JsonValue call = part.get("functionCall");
		JsonValue data = part.get("inlineData");
		if (call.isObject()) {
			call(call, index, answer);
		}
		else if (data.isObject()) {
			String bytes = data.get("data").text();
			answer.show(InlineMedia.of(data.get("mimeType").label(), null, (bytes != null) ? bytes : ""));
		}
		else if (part.get("text").text() == null && !OF_TEXT.containsAll(part.names())) {
			answer.keepNext(part.plain());
		}
		else if (part.get("thought").isTrue()) {
			answer.think(part.get("text").text());
		}
		else {
			answer.append(part.get("text").text());
		}
	}

	private void call(JsonValue call, long index, AnswerText answer) {
		String name = call.get("name").label();
		GrowingCall growing = this.growing.get(index);
		if (growing == null || name != null) {
			end(growing, answer);
			growing = new GrowingCall(call.get("id").label(), (name != null) ? name : "", call.get("args").json());
			this.growing.put(index, growing);
		}
		call.get("partialArgs").items().forEach(growing::add);
		if (!call.get("willContinue").isTrue()) {
			end(this.growing.remove(index), answer);
		}
	}

	private static void end(@Nullable GrowingCall call, AnswerText answer) {
		if (call != null) {
			answer.call(new ToolCall(call.id(), call.name(), call.arguments()));
		}
	}

	private LlmResponse build() {
		this.answers.forEach((index, answer) -> end(this.growing.remove(index), answer));
		LlmResponse.Builder read = LlmResponse.builder().model(this.model).id(this.id).usage(usageWithSearches());
		this.answers.values().forEach((answer) -> answer.addTo(read));
		return read.finishReason(this.answers.isEmpty() ? this.blocked : null).build().withReason(this.told);
	}

	private @Nullable Usage usageWithSearches() {
		Usage searches = Usage.builder().webSearches((long) this.queries.size()).build();
		return (this.usage == null || this.queries.isEmpty()) ? this.usage : UsageSum.of(this.usage, searches);
	}

	/**
	 * Vectors of {@code embedContent} and {@code batchEmbedContents}.
	 */
	private static @Nullable LlmResponse vectors(JsonValue document) {
		int count = document.get("embedding").get("values").isArray() ? 1 : 0;
		List<JsonValue> embeddings = document.get("embeddings").items();
		if (!embeddings.isEmpty() && embeddings.stream().allMatch((item) -> item.get("values").isArray())) {
			count = embeddings.size();
		}
		if (count == 0) {
			return null;
		}
		Usage usage = GeminiUsage.read(document.get("usageMetadata"));
		return LlmResponse.builder().embeddings(count).usage(usage).build();
	}

}
