package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.trace.GenAiSpan;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

/**
 * A streamed answer. The span ends with the stream, not with the method, and measures the
 * time to the first token.
 */
@Component
public class SummaryWriter {

	private static final double TEMPERATURE = 0.3;

	private static final int MAX_TOKENS = 120;

	private final LlmClient llm;

	SummaryWriter(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Summarises.
	 * @param report a long text
	 * @return the words of the summary, as they come
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", temperature = TEMPERATURE,
			maxTokens = MAX_TOKENS)
	public Flux<String> summarise(String report) {
		List<Message> messages = List.of(Message.system("You summarise in two sentences."), Message.user(report));
		return Flux.defer(() -> {
			// The chunks come on another thread, on which there is no current span.
			GenAiSpan span = GenAiSpan.current();
			return this.llm.stream(new ChatRequest(messages, TEMPERATURE, MAX_TOKENS))
				.map(Answer::new)
				.doOnNext((chunk) -> record(chunk, span))
				.map(Answer::text)
				.filter((text) -> !text.isEmpty());
		});
	}

	private static void record(Answer chunk, GenAiSpan span) {
		if (chunk.hasUsage()) {
			span.responseModel(chunk.model()).usage(chunk.inputTokens(), chunk.outputTokens());
		}
		if (chunk.finishReason() != null) {
			span.finishReason(chunk.finishReason());
		}
	}

}
