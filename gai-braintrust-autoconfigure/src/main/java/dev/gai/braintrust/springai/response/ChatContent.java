package dev.gai.braintrust.springai.response;

import java.lang.reflect.Field;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import org.springframework.util.ReflectionUtils;

/**
 * Tells which chunks of a stream bear content: text, thoughts or the call of a tool.
 */
final class ChatContent {

	/** Where models put what they thought. */
	private static final List<String> THOUGHTS = List.of("reasoningContent", "thinking", "reasoning", "thoughts");

	private ChatContent() {
	}

	static boolean isIn(ChatResponse response) {
		return response.getResults() != null && response.getResults().stream().anyMatch(ChatContent::isIn);
	}

	static boolean isIn(Generation generation) {
		return isIn(generation.getOutput());
	}

	static boolean isIn(@Nullable AssistantMessage message) {
		if (message == null) {
			return false;
		}
		String text = message.getText();
		return (text != null && !text.isEmpty()) || message.hasToolCalls()
				|| THOUGHTS.stream().anyMatch((name) -> isFull(message.getMetadata().get(name)));
	}

	/**
	 * What the model thought.
	 * @param message a message, or a part of one
	 * @return the text, {@code null} if there is none
	 */
	static @Nullable String thoughtsIn(AssistantMessage message) {
		for (String name : THOUGHTS) {
			if (message.getMetadata().get(name) instanceof String text && !text.isEmpty()) {
				return text;
			}
		}
		return (message.getMetadata().get("anthropicThinkingContents") instanceof List<?> blocks) ? thoughtsIn(blocks)
				: null;
	}

	/** The type of the blocks is hidden by Spring AI. */
	private static @Nullable String thoughtsIn(List<?> blocks) {
		StringBuilder thoughts = new StringBuilder();
		for (Object block : blocks) {
			Field field = (block != null) ? ReflectionUtils.findField(block.getClass(), "thinking", String.class)
					: null;
			if (field != null && field.trySetAccessible()
					&& ReflectionUtils.getField(field, block) instanceof String text) {
				thoughts.append(text);
			}
		}
		return thoughts.isEmpty() ? null : thoughts.toString();
	}

	private static boolean isFull(@Nullable Object value) {
		return value instanceof String text && !text.isEmpty();
	}

}
