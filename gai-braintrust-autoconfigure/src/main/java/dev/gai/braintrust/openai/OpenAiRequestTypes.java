package dev.gai.braintrust.openai;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.StructuredResponseCreateParams;
import dev.gai.braintrust.request.RequestType;

/**
 * The types of {@code openai-java} that stand for requests. Loading this class needs
 * {@code openai-java-core} on the class path.
 */
final class OpenAiRequestTypes {

	private OpenAiRequestTypes() {
	}

	/**
	 * Requests of chat completions, completions and the Responses API, their structured
	 * forms, and messages and items of such requests. Immutable and thread-safe.
	 * @return the types
	 */
	@SuppressWarnings("rawtypes")
	static List<RequestType<?>> all() {
		return List.of(type(ChatCompletionCreateParams.class, ChatCompletionCreateParams::_body),
				type(StructuredChatCompletionCreateParams.class, (params) -> params.rawParams()._body()),
				type(ResponseCreateParams.class, ResponseCreateParams::_body),
				type(StructuredResponseCreateParams.class, (params) -> params.rawParams()._body()),
				type(CompletionCreateParams.class, CompletionCreateParams::_body),
				type(ChatCompletionMessageParam.class, (message) -> message),
				type(ResponseInputItem.class, (item) -> item));
	}

	private static <T> RequestType<T> type(Class<T> type, Function<T, Object> body) {
		return new RequestType<>(type, (value) -> JsonValue.from(body.apply(value)).convert(Map.class));
	}

}
