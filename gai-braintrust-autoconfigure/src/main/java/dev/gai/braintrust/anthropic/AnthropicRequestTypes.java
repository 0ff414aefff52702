package dev.gai.braintrust.anthropic;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.anthropic.core.JsonValue;
import com.anthropic.models.beta.messages.BetaMessageParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.StructuredMessageCreateParams;
import dev.gai.braintrust.request.RequestType;

/**
 * The types of {@code anthropic-java} that stand for requests. Loading this class needs
 * {@code anthropic-java-core} on the class path.
 */
final class AnthropicRequestTypes {

	private AnthropicRequestTypes() {
	}

	/**
	 * Requests of the Messages API, their structured and beta forms, and messages of
	 * them. Immutable and thread-safe.
	 * @return the types
	 */
	@SuppressWarnings("rawtypes")
	static List<RequestType<?>> all() {
		return List.of(type(MessageCreateParams.class, MessageCreateParams::_body),
				type(StructuredMessageCreateParams.class, (params) -> params.rawParams()._body()),
				type(com.anthropic.models.beta.messages.MessageCreateParams.class,
						com.anthropic.models.beta.messages.MessageCreateParams::_body),
				type(MessageParam.class, (message) -> message), type(BetaMessageParam.class, (message) -> message));
	}

	private static <T> RequestType<T> type(Class<T> type, Function<T, Object> body) {
		return new RequestType<>(type, (value) -> JsonValue.from(body.apply(value)).convert(Map.class));
	}

}
