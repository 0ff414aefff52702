package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.service.Result;
import org.jspecify.annotations.Nullable;

/**
 * The readers of what LangChain4j returns. Loading this class needs {@code langchain4j}
 * on the class path.
 */
final class LangChain4jResponseReaders {

	private LangChain4jResponseReaders() {
	}

	/**
	 * Readers of {@link ChatResponse}, {@link Result}, {@link EmbeddingResponse} and
	 * {@link Response}. Immutable and thread-safe.
	 * @return the readers
	 */
	static List<ResponseReader<?>> all() {
		return List.of(new Reader<>(ChatResponse.class, LangChain4jResponseReaders::ofChat),
				new Reader<>(Result.class, LangChain4jResponseReaders::ofResult),
				new Reader<>(EmbeddingResponse.class, LangChain4jResponseReaders::ofEmbeddings),
				new Reader<>(Response.class, LangChain4jResponseReaders::ofResponse));
	}

	private static LlmResponse ofChat(ChatResponse response) {
		LlmResponse raw = RawResponse.read(response);
		Usage own = (raw != null) ? raw.usage() : null;
		return LlmResponse.builder()
			.model(response.modelName())
			.id(response.id())
			.usage((own != null) ? own
					: UsageReading.withSearches(UsageReading.ofChat(response.tokenUsage()), response.metadata()))
			.billing((raw != null) ? raw.billing() : Billing.UNKNOWN)
			.choice(reason(response.finishReason(), raw),
					completed(MessageShape.ofAnswer(response.aiMessage()), raw).with("items",
							GeminiSources.items(response.metadata())))
			.error((raw != null) ? raw.error() : null)
			.build();
	}

	/**
	 * LangChain4j has no names for some reasons, and none at all for an error. It takes a
	 * filter of the Responses API for a limit, and does not know tools that are no
	 * functions.
	 */
	private static @Nullable String reason(@Nullable FinishReason reason, @Nullable LlmResponse raw) {
		String said = (raw != null) ? raw.finishReason() : null;
		return (said != null) ? said : name(reason);
	}

	/**
	 * An answer with what LangChain4j leaves out of it: what the provider's own tools
	 * did, citations, probabilities, a refusal, a spoken answer.
	 */
	private static Message completed(Message answer, @Nullable LlmResponse raw) {
		if (raw == null || raw.choices().isEmpty()) {
			return answer;
		}
		Message said = raw.choices().get(0).message();
		Object refusal = said.fields().get("refusal");
		Object spoken = said.fields().containsKey("audio") ? said.content() : refusal;
		boolean silent = answer.content() == null || answer.content().equals("");
		boolean calls = answer.toolCalls().size() < said.toolCalls().size();
		Message whole = new Message(answer.role(), (silent && spoken != null) ? spoken : answer.content(),
				calls ? said.toolCalls() : answer.toolCalls(), answer.toolCallId(), answer.fields());
		for (Map.Entry<String, Object> field : said.fields().entrySet()) {
			whole = whole.fields().containsKey(field.getKey()) ? whole : whole.with(field.getKey(), field.getValue());
		}
		return whole;
	}

	/**
	 * The usage of a result is that of all calls of the AI service; what it says is the
	 * answer of the last one.
	 */
	private static LlmResponse ofResult(Result<?> result) {
		LlmResponse.Builder read = LlmResponse.builder()
			.usage(UsageReading.ofChat(result.tokenUsage()))
			.finishReason(name(result.finishReason()));
		ChatResponse last = result.finalResponse();
		if (last == null) {
			return read.output(result.content()).build();
		}
		LlmResponse raw = RawResponse.read(last);
		return read.model(last.modelName())
			.id(last.id())
			.choice(reason(last.finishReason(), raw), completed(MessageShape.ofAnswer(last.aiMessage()), raw))
			.build();
	}

	private static LlmResponse ofEmbeddings(EmbeddingResponse response) {
		return LlmResponse.builder()
			.model(response.modelName())
			.embeddings(response.embeddings().size())
			.usage(UsageReading.ofEmbeddings(response.tokenUsage()))
			.build();
	}

	private static @Nullable LlmResponse ofResponse(Response<?> response) {
		Object content = response.content();
		LlmResponse.Builder read = LlmResponse.builder().finishReason(name(response.finishReason()));
		if (content instanceof Embedding) {
			return read.embeddings(1).usage(UsageReading.ofEmbeddings(response.tokenUsage())).build();
		}
		if (content instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Embedding) {
			return read.embeddings(list.size()).usage(UsageReading.ofEmbeddings(response.tokenUsage())).build();
		}
		read.usage(UsageReading.ofChat(response.tokenUsage()));
		return (content instanceof AiMessage answer)
				? read.choice(name(response.finishReason()), MessageShape.ofAnswer(answer)).build()
				: read.output(images(content)).build();
	}

	/** Pictures that a model has made. */
	private static @Nullable Object images(@Nullable Object content) {
		List<?> all = (content instanceof List<?> list) ? list : (content != null) ? List.of(content) : List.of();
		if (all.isEmpty() || !all.stream().allMatch(Image.class::isInstance)) {
			return content;
		}
		return all.stream().map((image) -> MessageShape.image((Image) image)).filter(Objects::nonNull).toList();
	}

	private static @Nullable String name(@Nullable FinishReason reason) {
		if (reason == null) {
			return null;
		}
		return switch (reason) {
			case STOP -> "stop";
			case LENGTH -> "length";
			case TOOL_EXECUTION -> "tool_calls";
			case CONTENT_FILTER -> "content_filter";
			default -> "other";
		};
	}

	private record Reader<T>(Class<T> responseType,
			Function<T, @Nullable LlmResponse> reading) implements ResponseReader<T> {

		@Override
		public @Nullable LlmResponse read(T response) {
			return this.reading.apply(response);
		}

	}

}
