package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.sample.llm.LlmSettings;
import dev.gai.braintrust.trace.GenAiTracer;

import org.springframework.stereotype.Component;

/**
 * The same without an annotation: a call traced by hand with {@link GenAiTracer}. Here
 * the result is a text, so usage and finish reason are set by hand as well.
 */
@Component
public class TopicClassifier {

	private final GenAiTracer tracer;

	private final LlmClient llm;

	private final LlmSettings settings;

	TopicClassifier(GenAiTracer tracer, LlmClient llm, LlmSettings settings) {
		this.tracer = tracer;
		this.llm = llm;
		this.settings = settings;
	}

	/**
	 * Finds the topic of a question.
	 * @param question the question
	 * @return the topic in one word
	 */
	public String topicOf(String question) {
		List<Message> messages = List.of(Message.system("You classify questions. Answer with one word."),
				Message.user(question));
		return this.tracer.llm(this.settings.provider(), this.settings.model())
			.messages(messages)
			.temperature(0)
			.maxTokens(5)
			.call((span) -> {
				Answer answer = new Answer(this.llm.complete(new ChatRequest(messages, 0, 5)));
				span.responseModel(answer.model())
					.finishReason(answer.finishReason())
					.usage(answer.inputTokens(), answer.outputTokens());
				return answer.text();
			});
	}

}
