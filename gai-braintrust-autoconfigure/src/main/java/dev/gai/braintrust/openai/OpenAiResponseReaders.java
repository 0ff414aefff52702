package dev.gai.braintrust.openai;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.openai.core.JsonValue;
import com.openai.models.ErrorObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.completions.Completion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponse;
import dev.gai.braintrust.response.ConvertedResponseReader;
import dev.gai.braintrust.response.ResponseReader;

/**
 * The readers of what {@code openai-java} returns. Loading this class needs
 * {@code openai-java-core} on the class path.
 */
final class OpenAiResponseReaders {

	private OpenAiResponseReaders() {
	}

	/**
	 * Readers of {@link ChatCompletion}, {@link Response} and {@link Completion}, of
	 * their structured forms, of {@link CreateEmbeddingResponse}, and of
	 * {@link ChatCompletionChunk} and {@link ResponseStreamEvent} as the elements of a
	 * stream, and of {@link ErrorObject}. Immutable and thread-safe.
	 * @return the readers
	 */
	@SuppressWarnings("rawtypes")
	static List<ResponseReader<?>> all() {
		return List.of(whole(ChatCompletion.class), whole(ChatCompletionChunk.class),
				read(StructuredChatCompletion.class, StructuredChatCompletion::rawChatCompletion),
				whole(Response.class), read(StructuredResponse.class, StructuredResponse::rawResponse),
				new ResponseEventsReader(), whole(Completion.class),
				read(ErrorObject.class, (error) -> Map.of("error", error)), new EmbeddingsReader());
	}

	private static <T> ResponseReader<T> whole(Class<T> type) {
		return read(type, (response) -> response);
	}

	private static <T> ResponseReader<T> read(Class<T> type, Function<T, Object> source) {
		return new ConvertedResponseReader<>(type,
				(response) -> JsonValue.from(source.apply(response)).convert(Map.class));
	}

}
