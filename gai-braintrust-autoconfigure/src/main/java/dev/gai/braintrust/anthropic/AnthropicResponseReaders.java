package dev.gai.braintrust.anthropic;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.anthropic.core.JsonValue;
import com.anthropic.models.ErrorResponse;
import com.anthropic.models.beta.BetaErrorResponse;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StructuredMessage;
import dev.gai.braintrust.response.ConvertedResponseReader;
import dev.gai.braintrust.response.ResponseReader;

/**
 * The readers of what {@code anthropic-java} returns. Loading this class needs
 * {@code anthropic-java-core} on the class path.
 */
final class AnthropicResponseReaders {

	private AnthropicResponseReaders() {
	}

	/**
	 * Readers of {@link Message}, {@link StructuredMessage} and {@link BetaMessage}, and
	 * of {@link RawMessageStreamEvent} and {@link BetaRawMessageStreamEvent} as the
	 * elements of a stream. Immutable and thread-safe.
	 * @return the readers
	 */
	@SuppressWarnings("rawtypes")
	static List<ResponseReader<?>> all() {
		return List.of(whole(Message.class), whole(RawMessageStreamEvent.class),
				read(StructuredMessage.class, StructuredMessage::rawMessage), whole(ErrorResponse.class),
				whole(BetaErrorResponse.class), whole(BetaMessage.class), whole(BetaRawMessageStreamEvent.class));
	}

	private static <T> ResponseReader<T> whole(Class<T> type) {
		return read(type, (response) -> response);
	}

	private static <T> ResponseReader<T> read(Class<T> type, Function<T, Object> source) {
		return new ConvertedResponseReader<>(type,
				(response) -> JsonValue.from(source.apply(response)).convert(Map.class));
	}

}
