package dev.gai.braintrust.langchain4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.gai.braintrust.guard.PublicMethod;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of Gemini is based on, which LangChain4j has beside it. The module is
 * not known here, so that it is asked for by name.
 */
final class GeminiSources {

	private static final String METADATA = "dev.langchain4j.model.googleai.GoogleAiGeminiChatResponseMetadata";

	private static final List<String> SOURCES = List.of("groundingMetadata", "urlContextMetadata");

	private GeminiSources() {
	}

	/**
	 * The sources, each by its name as in Gemini's own answers.
	 * @param metadata what LangChain4j says of an answer
	 * @return items of the answer, empty if there are none
	 */
	static List<Object> items(@Nullable ChatResponseMetadata metadata) {
		if (metadata == null || !metadata.getClass().getName().equals(METADATA)) {
			return List.of();
		}
		List<Object> items = new ArrayList<>();
		for (String name : SOURCES) {
			Object source = PublicMethod.call(metadata, name);
			if (source != null) {
				items.add(Collections.singletonMap(name, source));
			}
		}
		return items;
	}

}
