package dev.gai.braintrust.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Turns a rendered prompt into Spring AI's. Apart, so that nothing else loads Spring AI's
 * classes.
 */
@Internal
public final class SpringAiPrompt {

	private static final JsonMapper json = new JsonMapper();

	private SpringAiPrompt() {
	}

	/**
	 * For a chat client, which merges any options with those of its model.
	 */
	static Prompt of(BraintrustPrompt.Rendered rendered) {
		ChatOptions.Builder<?> options = !rendered.tools().isEmpty() ? ToolCallingChatOptions.builder()
				: (schema(rendered.parameters()) != null) ? StructuredOutputChatOptions.builder()
						: ChatOptions.builder();
		return new Prompt(messages(rendered.messages()),
				filled(options, rendered.model(), rendered.parameters(), rendered.tools()));
	}

	/**
	 * For a model, which takes options of its own type only.
	 */
	static Prompt of(BraintrustPrompt.Rendered rendered, ChatModel model) {
		return of(model, rendered.model(), rendered.messages(), rendered.parameters(), rendered.tools());
	}

	/**
	 * For a model, which takes options of its own type only.
	 * @param model the model that is asked
	 * @param name its name, {@code null} for that of its own options
	 * @param messages the messages
	 * @param parameters parameters of the request in OpenAI's names; others are ignored
	 * @param tools tools that are offered, in OpenAI's form
	 * @return the prompt
	 */
	public static Prompt of(ChatModel model, @Nullable String name, List<Message> messages,
			Map<String, Object> parameters, List<Map<String, @Nullable Object>> tools) {
		return new Prompt(messages(messages), filled(model.getOptions().mutate(), name, parameters, tools));
	}

	private static ChatOptions filled(ChatOptions.Builder<?> options, @Nullable String name,
			Map<String, Object> parameters, List<Map<String, @Nullable Object>> tools) {
		if (name != null) {
			options.model(name);
		}
		number(parameters, "temperature", (value) -> options.temperature(value.doubleValue()));
		number(parameters, "top_p", (value) -> options.topP(value.doubleValue()));
		number(parameters, "top_k", (value) -> options.topK(value.intValue()));
		number(parameters, "max_tokens", (value) -> options.maxTokens(value.intValue()));
		number(parameters, "frequency_penalty", (value) -> options.frequencyPenalty(value.doubleValue()));
		number(parameters, "presence_penalty", (value) -> options.presencePenalty(value.doubleValue()));
		List<String> stop = texts(parameters.get("stop"));
		if (!stop.isEmpty()) {
			options.stopSequences(stop);
		}
		if (options instanceof ToolCallingChatOptions.Builder<?> toolCalling && !tools.isEmpty()) {
			toolCalling.toolCallbacks(tools.stream().<ToolCallback>map(OfferedTool::of).toList());
		}
		String schema = schema(parameters);
		if (options instanceof StructuredOutputChatOptions.Builder<?> structured && schema != null) {
			structured.outputSchema(schema);
		}
		return options.build();
	}

	private static void number(Map<String, Object> parameters, String name, Consumer<Number> consumer) {
		if (parameters.get(name) instanceof Number number) {
			consumer.accept(number);
		}
	}

	private static List<String> texts(@Nullable Object value) {
		return (value instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
				: (value != null) ? List.of(value.toString()) : List.of();
	}

	/** The schema of {@code response_format}, where the answer must follow one. */
	private static @Nullable String schema(Map<String, Object> parameters) {
		return (parameters.get("response_format") instanceof Map<?, ?> format
				&& format.get("json_schema") instanceof Map<?, ?> named
				&& named.get("schema") instanceof Map<?, ?> schema) ? json.writeValueAsString(schema) : null;
	}

	private static List<org.springframework.ai.chat.messages.Message> messages(List<Message> said) {
		List<org.springframework.ai.chat.messages.Message> messages = new ArrayList<>();
		said.forEach((message) -> messages.add(message(message)));
		return messages;
	}

	private static org.springframework.ai.chat.messages.Message message(Message message) {
		String text = RenderedMessages.text(message);
		return switch (message.role()) {
			case "system", "developer" -> new SystemMessage(text);
			case "assistant" -> AssistantMessage.builder()
				.content(text)
				.toolCalls(message.toolCalls()
					.stream()
					.map((call) -> new AssistantMessage.ToolCall((call.id() != null) ? call.id() : "", "function",
							call.name(), (call.arguments() != null) ? call.arguments() : "{}"))
					.toList())
				.build();
			case "tool" -> ToolResponseMessage.builder()
				.responses(List.of(new ToolResponseMessage.ToolResponse(
						(message.toolCallId() != null) ? message.toolCallId() : "", "", text)))
				.build();
			default -> UserMessage.builder().text(text).media(PromptMedia.of(message)).build();
		};
	}

	/**
	 * A tool that the prompt offers. Its implementation is not in the prompt.
	 */
	private record OfferedTool(ToolDefinition definition) implements ToolCallback {

		static OfferedTool of(Map<String, @Nullable Object> tool) {
			Map<?, ?> function = (tool.get("function") instanceof Map<?, ?> nested) ? nested : tool;
			Object schema = function.get("parameters");
			return new OfferedTool(ToolDefinition.builder()
				.name(String.valueOf(function.get("name")))
				.description((function.get("description") instanceof String text) ? text : "")
				.inputSchema((schema != null) ? json.writeValueAsString(schema) : "{\"type\":\"object\"}")
				.build());
		}

		@Override
		public ToolDefinition getToolDefinition() {
			return this.definition;
		}

		@Override
		public String call(String input) {
			throw new IllegalStateException("The tool '" + this.definition.name()
					+ "' is offered by a prompt of Braintrust, and the application has none of that name: add a "
					+ "ToolCallback of the same name to the call");
		}

	}

}
