package dev.gai.braintrust.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions of OpenAI and of the servers that speak like it, whole or as the
 * chunks of a stream; also the older text completions.
 */
final class ChatCompletionJson {

	/** Where providers that search by themselves say what they have found. */
	private static final List<String> SOURCES = List.of("citations", "search_results", "web_search",
			"related_questions", "images", "videos");

	private ChatCompletionJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		LlmResponse.Builder read = LlmResponse.builder();
		Map<Long, ChoiceParts> answers = new TreeMap<>();
		boolean recognized = false;
		String model = null;
		String id = null;
		Usage usage = null;
		Map<String, Object> sources = new LinkedHashMap<>();
		for (JsonValue document : documents) {
			keep(ChatShape.PROMPT_VERDICT, document.get(ChatShape.PROMPT_VERDICT), sources);
			List<JsonValue> choices = document.get("choices").items();
			if (!isCompletion(document, choices)) {
				continue;
			}
			recognized = true;
			model = (model != null) ? model : document.get("model").label();
			id = (id != null) ? id : document.get("id").label();
			addChoices(choices, answers);
			SOURCES.forEach((name) -> keep(name, document.get(name), sources));
			Usage said = usage(document, choices);
			usage = (said == null || (isZero(said) && usage != null)) ? usage : said;
		}
		read.usage(usage);
		for (ChoiceParts answer : answers.values()) {
			LlmResponse.Choice choice = answer.build();
			Message message = choice.message();
			for (Map.Entry<String, Object> source : sources.entrySet()) {
				message = message.with(source.getKey(), source.getValue());
			}
			read.choice(choice.finishReason(), message);
		}
		return recognized ? read.model(model).id(id).build() : null;
	}

	/** Each chunk of a stream repeats all that there are. */
	private static void keep(String name, JsonValue list, Map<String, Object> sources) {
		Object plain = list.items().isEmpty() ? null : list.plain();
		if (plain != null) {
			sources.put(name, plain);
		}
	}

	private static boolean isCompletion(JsonValue document, List<JsonValue> choices) {
		if (choices.isEmpty()) {
			// The chunk that brings the usage, or what Azure found in the prompt.
			return "chat.completion.chunk".equals(document.get("object").text())
					|| (document.get("choices").isArray() && document.get("usage").has("prompt_tokens"));
		}
		for (JsonValue choice : choices) {
			if (!isChoice(choice)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isChoice(JsonValue choice) {
		JsonValue message = choice.get("message");
		return isMessage(message) || choice.get("delta").isObject() || (choice.get("text").text() != null
				&& (choice.names("finish_reason") || choice.names("logprobs") || choice.names("log_probs")));
	}

	private static boolean isMessage(JsonValue message) {
		return message.has("role") || message.has("content") || message.has("tool_calls");
	}

	private static void addChoices(List<JsonValue> choices, Map<Long, ChoiceParts> answers) {
		for (int i = 0; i < choices.size(); i++) {
			Long index = choices.get(i).get("index").count();
			answers.computeIfAbsent((index != null) ? index : Long.valueOf(i), (key) -> new ChoiceParts())
				.add(choices.get(i));
		}
	}

	/**
	 * The usage of a document: Groq has it in a field of its own in streams, Moonshot in
	 * the answer.
	 */
	private static @Nullable Usage usage(JsonValue document, List<JsonValue> choices) {
		Usage usage = OpenAiUsage.read(document.get("usage"));
		usage = (usage != null) ? usage : OpenAiUsage.read(document.get("x_groq").get("usage"));
		for (JsonValue choice : choices) {
			usage = (usage != null) ? usage : OpenAiUsage.read(choice.get("usage"));
		}
		return usage;
	}

	private static boolean isZero(Usage usage) {
		return Long.valueOf(0).equals(usage.input()) && Long.valueOf(0).equals(usage.output());
	}

}
