package dev.gai.braintrust.springai.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;

/**
 * What Spring AI hands out beside the text of an answer: what the answer cites, and what
 * the provider's own tools did.
 */
final class BesideAnswer {

	private static final String ANTHROPIC = "com.anthropic.models.messages.Message";

	private BesideAnswer() {
	}

	/**
	 * What stands beside all answers.
	 * @param metadata what Spring AI says of a response
	 * @return fields by their names in the row, empty if there are none
	 */
	static Map<String, Object> of(ChatResponseMetadata metadata) {
		Object whole = metadata.get("anthropic-response");
		if (whole != null && whole.getClass().getName().equals(ANTHROPIC)) {
			return Anthropic.hasMore(whole) ? fields(NativeUsage.ofAnthropic(whole)) : Map.of();
		}
		Map<String, Object> fields = new LinkedHashMap<>();
		keep("annotations", metadata.get("citations"), fields);
		keep("items", metadata.get("web-search-results"), fields);
		return fields;
	}

	private static void keep(String name, @Nullable Object list, Map<String, Object> fields) {
		if (list instanceof List<?> all && !all.isEmpty()) {
			fields.put(name, List.copyOf(all));
		}
	}

	private static Map<String, Object> fields(Map<?, ?> document) {
		LlmResponse read = ResponseReaders.readJson(List.of(document));
		return (read == null || read.choices().isEmpty()) ? Map.of() : read.choices().get(0).message().fields();
	}

	/**
	 * What an answer of OpenAI cites. Where it cites nothing, Spring AI has a
	 * placeholder.
	 * @param message the answer, or a part of one
	 * @return the citations
	 */
	static List<Object> annotations(AssistantMessage message) {
		if (!(message.getMetadata().get("annotations") instanceof List<?> all)) {
			return List.of();
		}
		List<Object> found = new ArrayList<>();
		for (Object annotation : all) {
			Object plain = (annotation != null && annotation.getClass().getName().startsWith("com.openai."))
					? NativeUsage.ofOpenAi(annotation) : annotation;
			if (plain != null && !(plain instanceof Map<?, ?> map && map.isEmpty())) {
				found.add(plain);
			}
		}
		return found;
	}

	/** Loading this class needs {@code anthropic-java-core}. */
	private static final class Anthropic {

		/** Most answers are text: they need not be read once more. */
		static boolean hasMore(Object whole) {
			return whole instanceof Message message
					&& (message.container().isPresent() || message.content().stream().anyMatch(Anthropic::isMore));
		}

		private static boolean isMore(ContentBlock block) {
			return block.isText() ? block.asText().citations().isPresent() : !(block.isToolUse() || block.isThinking());
		}

	}

}
