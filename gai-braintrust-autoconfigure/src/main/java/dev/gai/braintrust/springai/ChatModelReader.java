package dev.gai.braintrust.springai;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.springai.response.ReportedText;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Reads a request to a chat model.
 */
final class ChatModelReader implements ContextReader<ChatModelObservationContext> {

	private final OfferedTools tools = new OfferedTools();

	private final HttpExchanges exchanges;

	private final UnseenTools unseen;

	ChatModelReader(HttpExchanges exchanges, UnseenTools unseen) {
		this.exchanges = exchanges;
		this.unseen = unseen;
	}

	@Override
	public void began(ChatModelObservationContext context) {
		this.unseen.requested(context);
	}

	@Override
	public void ended(ChatModelObservationContext context) {
		this.unseen.answered(context);
	}

	@Override
	public Class<ChatModelObservationContext> contextType() {
		return ChatModelObservationContext.class;
	}

	@Override
	public SpanSpec spec(ChatModelObservationContext context) {
		return ContextReader.spec(SpanType.LLM, "");
	}

	@Override
	public void readRequest(ChatModelObservationContext context, GenAiSpan span) {
		span.provider(Providers.wellKnown(context.getOperationMetadata().provider()));
		ChatOptions options = context.getRequest().getOptions();
		if (options != null) {
			readOptions(options, span);
		}
		ConversationKey conversation = ObservationsAbove.value(context, ConversationKey.class);
		if (conversation != null) {
			span.conversationId(conversation.id());
		}
		span.messages(PromptMessages.of(context.getRequest().getInstructions()));
	}

	private void readOptions(ChatOptions options, GenAiSpan span) {
		span.model(options.getModel())
			.requestParameter("temperature", options.getTemperature())
			.requestParameter("top_p", options.getTopP())
			.requestParameter("top_k", options.getTopK())
			.requestParameter("max_tokens", options.getMaxTokens())
			.requestParameter("frequency_penalty", options.getFrequencyPenalty())
			.requestParameter("presence_penalty", options.getPresencePenalty())
			.requestParameter("stop", options.getStopSequences())
			.requestParameter("service_tier", RequestedTier.of(options));
		if (options instanceof ToolCallingChatOptions calling) {
			span.tools(this.tools.of(calling.getToolCallbacks()));
		}
		if (options instanceof StructuredOutputChatOptions structured) {
			span.requestParameter("response_format", responseFormat(structured.getOutputSchema()));
		}
	}

	private static @Nullable Object responseFormat(@Nullable String schema) {
		Object parsed = ParsedJson.parse(schema);
		return (parsed != null) ? Map.of("type", "json_schema", "json_schema", Map.of("schema", parsed)) : null;
	}

	@Override
	public void started(ChatModelObservationContext context, ForeignSpan span) {
		if (context.isStreaming()) {
			context.put(Instant.class, Instant.now());
		}
		ModelRounds rounds = ObservationsAbove.value(context, ModelRounds.class);
		span.answers((rounds != null) ? rounds.client() : null);
		CalledModel model = CalledModel.take();
		if (model != null) {
			span.request().presumeServer(model.server());
		}
		// Behind the chat client chunks come by on another thread, or not any more.
		StreamWatch watch = (model != null) ? model.watch() : null;
		watch = (watch == null && context.isStreaming()) ? ObservationsAbove.value(context, StreamWatch.class) : watch;
		if (watch != null) {
			watch.watch(span);
		}
	}

	@Override
	public void failing(ChatModelObservationContext context, ForeignSpan span) {
		Instant start = context.get(Instant.class);
		String question = (start != null) ? question(context) : null;
		if (start != null && question != null) {
			this.exchanges.tellError(start, question, span);
		}
		// Streams fail on several threads: who passes an answer on may end before it
		// does.
		span.failure().behind(context.getError());
	}

	@Override
	public void readResult(ChatModelObservationContext context, ForeignSpan span) {
		ChatResponse response = context.getResponse();
		ModelRound round = ObservationsAbove.value(context, ModelRound.class);
		if (round != null) {
			round.answered(response != null && response.hasToolCalls());
		}
		String known = context.isStreaming() ? streamId(response, span) : null;
		this.exchanges.assign(context, known, response != null, context.get(Instant.class), () -> question(context),
				span);
		if (known == null && context.isStreaming()) {
			assignPart(context, span);
		}
		if (response == null && context.isStreaming()) {
			span.interrupted(context.getError());
		}
		else {
			span.completed(response, context.getError());
		}
	}

	/**
	 * Models that cannot be watched tell nothing of a stream that nobody wants any more,
	 * or that has failed.
	 */
	private void assignPart(ChatModelObservationContext context, ForeignSpan span) {
		Instant start = context.get(Instant.class);
		String question = question(context);
		if (start != null && question != null) {
			this.exchanges.assignPart(start, question, context.getError(), span);
		}
	}

	/** As it stands in JSON. */
	private static @Nullable String question(ChatModelObservationContext context) {
		List<Message> asked = context.getRequest().getInstructions();
		String question = asked.isEmpty() ? null : asked.get(asked.size() - 1).getText();
		return (question == null || question.isEmpty()) ? null : JsonMapper.shared().writeValueAsString(question);
	}

	/** Of a stream that did not come to its end nothing has been put together. */
	private static @Nullable String streamId(@Nullable ChatResponse response, ForeignSpan span) {
		String whole = answerId(response);
		if (whole != null) {
			return whole;
		}
		for (Object chunk : span.elements()) {
			String id = (chunk instanceof ChatResponse part) ? answerId(part) : null;
			if (id != null) {
				return id;
			}
		}
		return null;
	}

	private static @Nullable String answerId(@Nullable ChatResponse response) {
		return (response != null && response.getMetadata() != null)
				? ReportedText.orNull(response.getMetadata().getId()) : null;
	}

}
