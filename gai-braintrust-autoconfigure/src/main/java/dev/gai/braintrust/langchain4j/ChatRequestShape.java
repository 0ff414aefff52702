package dev.gai.braintrust.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.trace.GenAiSpan;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;
import org.springframework.util.CollectionUtils;

/**
 * Writes the request of a chat on its span, in the words of OpenAI's API.
 */
final class ChatRequestShape {

	private static final boolean KNOWS_OPEN_AI = ClassUtils
		.isPresent("dev.langchain4j.model.openai.OpenAiChatRequestParameters", ChatRequestShape.class.getClassLoader());

	private ChatRequestShape() {
	}

	static void write(ChatRequest request, ChatRequestParameters parameters, GenAiSpan span) {
		span.model(parameters.modelName())
			.messages(request.messages().stream().map(MessageShape::of).toList())
			.requestParameter("temperature", parameters.temperature())
			.requestParameter("top_p", parameters.topP())
			.requestParameter("top_k", parameters.topK())
			.requestParameter("frequency_penalty", parameters.frequencyPenalty())
			.requestParameter("presence_penalty", parameters.presencePenalty())
			.requestParameter("max_tokens", parameters.maxOutputTokens())
			.requestParameter("stop", orNull(parameters.stopSequences()))
			.requestParameter("tool_choice", toolChoice(parameters.toolChoice()))
			.requestParameter("response_format", responseFormat(parameters.responseFormat()));
		if (KNOWS_OPEN_AI) {
			OpenAiParameters.write(parameters, span);
		}
		List<Map<String, Object>> tools = tools(parameters);
		if (tools != null) {
			span.tools(tools);
		}
	}

	static @Nullable List<Map<String, Object>> tools(ChatRequestParameters parameters) {
		List<ToolSpecification> tools = orNull(parameters.toolSpecifications());
		return (tools != null) ? tools.stream().map(ChatRequestShape::tool).toList() : null;
	}

	private static Map<String, Object> tool(ToolSpecification tool) {
		Map<String, Object> shape = new LinkedHashMap<>();
		shape.put("type", "function");
		shape.put("function", JsonMapper.shared().readValue(tool.toJson(), Map.class));
		return shape;
	}

	private static @Nullable String toolChoice(@Nullable ToolChoice choice) {
		return (choice != null) ? choice.name().toLowerCase(Locale.ROOT) : null;
	}

	private static @Nullable Map<String, Object> responseFormat(@Nullable ResponseFormat format) {
		if (format == null) {
			return null;
		}
		Map<String, Object> shape = new LinkedHashMap<>();
		JsonSchema schema = format.jsonSchema();
		shape.put("type", (schema != null) ? "json_schema" : format.type().name().toLowerCase(Locale.ROOT));
		if (schema != null && schema.name() != null) {
			shape.put("json_schema", Map.of("name", schema.name()));
		}
		return shape;
	}

	private static <T> @Nullable List<T> orNull(@Nullable List<T> list) {
		return CollectionUtils.isEmpty(list) ? null : list;
	}

}
