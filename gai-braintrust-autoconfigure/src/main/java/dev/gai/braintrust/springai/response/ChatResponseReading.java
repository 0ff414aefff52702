package dev.gai.braintrust.springai.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Reads a chat response, or the chunks of a streamed one.
 */
final class ChatResponseReading {

	private ChatResponseReading() {
	}

	static @Nullable LlmResponse read(List<ChatResponse> responses) {
		if (responses.isEmpty()) {
			return null;
		}
		LlmResponse.Builder read = LlmResponse.builder();
		Map<Integer, AnswerParts> answers = new TreeMap<>();
		Map<String, Object> beside = new LinkedHashMap<>();
		for (ChatResponse response : responses) {
			if (response.getMetadata() != null) {
				readMetadata(response.getMetadata(), read);
				beside.putAll(BesideAnswer.of(response.getMetadata()));
			}
			addGenerations(response.getResults(), answers);
		}
		for (AnswerParts answer : answers.values()) {
			read.choice(answer.finishReason(), completed(answer.message(), beside));
			beside.clear();
		}
		// Else Spring AI's own empty object would be what was answered.
		return answers.isEmpty() ? read.output(List.of()).build() : read.build();
	}

	private static Message completed(Message answer, Map<String, Object> beside) {
		Message whole = answer;
		for (Map.Entry<String, Object> field : beside.entrySet()) {
			whole = whole.fields().containsKey(field.getKey()) ? whole : whole.with(field.getKey(), field.getValue());
		}
		return whole;
	}

	private static void readMetadata(ChatResponseMetadata metadata, LlmResponse.Builder read) {
		String model = ReportedText.model(metadata.getModel());
		String id = ReportedText.orNull(metadata.getId());
		Usage usage = ReportedUsage.ofChat(metadata.getUsage());
		Billing billing = ReportedUsage.billing(metadata.getUsage());
		if (!billing.equals(Billing.UNKNOWN)) {
			read.billing(billing);
		}
		if (model != null) {
			read.model(model);
		}
		if (id != null) {
			read.id(id);
		}
		if (usage != null) {
			read.usage(usage);
		}
	}

	private static void addGenerations(List<Generation> generations, Map<Integer, AnswerParts> answers) {
		int position = 0;
		for (Generation generation : generations) {
			answers.computeIfAbsent(indexOf(generation, position), (index) -> new AnswerParts()).add(generation);
			position += AnswerParts.isThought(generation.getOutput()) ? 0 : 1;
		}
	}

	/**
	 * Which answer a generation belongs to. Models put the parts of one answer into
	 * several generations: Google numbers the answer in the metadata, Bedrock has the
	 * calls of tools apart from the text that precedes them, Anthropic the thoughts.
	 */
	private static int indexOf(Generation generation, int position) {
		Map<String, Object> metadata = generation.getOutput().getMetadata();
		for (String key : List.of("index", "candidateIndex")) {
			if (metadata.get(key) instanceof Number index) {
				return index.intValue();
			}
		}
		String text = generation.getOutput().getText();
		boolean onlyToolCalls = (text == null || text.isEmpty()) && generation.getOutput().hasToolCalls();
		return onlyToolCalls ? 0 : position;
	}

}
