package dev.gai.braintrust.sample.faq;

import java.util.Map;

import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.prompt.BraintrustPrompts;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.trace.GenAiSpan;

import org.springframework.stereotype.Component;

/**
 * Answers frequent questions with a prompt that is managed in Braintrust. Each answer
 * comes with a token, with which the one who asked can say what it was worth.
 */
@Component
class Faq {

	private static final String PROMPT = "faq";

	private final BraintrustPrompts prompts;

	private final FaqModel model;

	Faq(BraintrustPrompts prompts, FaqModel model) {
		this.prompts = prompts;
		this.model = model;
	}

	@TracedAgent(name = "faq")
	public Reply answer(String question) {
		BraintrustPrompt.Rendered prompt = this.prompts.get(PROMPT).render(Map.of("question", question));
		String text = new Answer(this.model.ask(prompt)).text();
		return new Reply(text, GenAiSpan.current().feedbackToken());
	}

	/**
	 * An answer.
	 *
	 * @param text the text
	 * @param feedbackToken token for feedback on it, {@code null} if its span is not sent
	 */
	record Reply(String text, String feedbackToken) {

	}

}
