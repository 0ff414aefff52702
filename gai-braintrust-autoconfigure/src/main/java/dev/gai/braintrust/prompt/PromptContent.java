package dev.gai.braintrust.prompt;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a prompt consists of, as plain trees of maps, lists and values.
 *
 * @param messages the messages of a chat prompt; a completion prompt is one user message
 * @param tools definitions of tools in OpenAI's form, empty if none
 * @param model the model, {@code null} if the prompt names none
 * @param parameters parameters of the request in OpenAI's names
 * @param templateFormat {@code mustache} or {@code none}
 */
record PromptContent(List<Map<String, @Nullable Object>> messages, List<Map<String, @Nullable Object>> tools,
		@Nullable String model, Map<String, Object> parameters, String templateFormat) {

}
