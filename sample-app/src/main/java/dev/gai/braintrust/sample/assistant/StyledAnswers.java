package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.trace.GenAiSpan;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * An A/B test: each answer says which variant it is, and is scored at once.
 */
@Component
public class StyledAnswers {

	private static final int MAX_TOKENS = 150;

	private final LlmClient llm;

	StyledAnswers(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Answers in a style.
	 * @param question the question
	 * @param style the variant
	 * @return the score
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", maxTokens = MAX_TOKENS,
			experiment = "answer_style_v1", variant = "#{#style.label()}")
	public JsonNode answer(Question question, Style style) {
		List<Message> messages = List.of(Message.system(style.instruction()), Message.user(question.text()));
		GenAiSpan span = GenAiSpan.current();
		span.messages(messages).expected(question.expected()).segment("premium_users");
		JsonNode json = this.llm.complete(new ChatRequest(messages, 0, MAX_TOKENS));
		span.score("accuracy", question.scoreOf(new Answer(json).text()));
		return json;
	}

}
