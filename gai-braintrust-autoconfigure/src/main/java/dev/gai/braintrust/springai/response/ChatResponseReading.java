package dev.gai.braintrust.springai.response;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.response.LlmResponse;
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
		for (ChatResponse response : responses) {
			if (response.getMetadata() != null) {
				readMetadata(response.getMetadata(), read);
			}
			addGenerations(response.getResults(), answers);
		}
		answers.values().forEach((answer) -> read.choice(answer.finishReason(), answer.message()));
		return read.build();
	}

	private static void readMetadata(ChatResponseMetadata metadata, LlmResponse.Builder read) {
		String model = ReportedText.orNull(metadata.getModel());
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
		for (int i = 0; i < generations.size(); i++) {
			answers.computeIfAbsent(indexOf(generations.get(i), i), (index) -> new AnswerParts())
				.add(generations.get(i));
		}
	}

	/**
	 * Which answer a generation belongs to. Models put the parts of one answer into
	 * several generations: Google numbers the answer in the metadata, Bedrock has the
	 * calls of tools apart from the text that precedes them.
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
