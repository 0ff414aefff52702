package dev.gai.braintrust.docs;

import dev.gai.braintrust.eval.EvalCase;
import dev.gai.braintrust.eval.EvalGate;
import dev.gai.braintrust.eval.EvalLimits;
import dev.gai.braintrust.eval.EvalScorer;
import dev.gai.braintrust.eval.EvalTest;
import dev.gai.braintrust.eval.Scorer;
import dev.gai.braintrust.eval.Scorers;
import dev.gai.braintrust.replay.ReplayModels;
import dev.gai.braintrust.test.AutoConfigureTraces;
import org.junit.jupiter.api.Tag;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * The snippets of {@code docs/evaluation.md}, with recorded answers.
 */
@SpringBootTest(properties = "gai.braintrust.eval.upload=never")
@AutoConfigureTraces
@ReplayModels(cassettes = "src/test/cassettes/support", target = "https://api.openai.com/v1",
		property = "spring.ai.openai.base-url")
@Tag("application")
class SupportEvalTests {

	@Autowired
	private SupportChat chat;

	@EvalTest(name = "support answers", data = "classpath:evals/support.jsonl")
	String answers(EvalCase example) {
		return this.chat.ask(example.input(String.class));
	}

	@EvalScorer
	Scorer contains() {
		return Scorers.contains();
	}

	@EvalScorer
	double brief(String output) {
		return (output.length() < 400) ? 1 : 0;
	}

	@EvalGate("support answers")
	EvalLimits limits() {
		return EvalLimits.atLeast("contains", 0.9).noRegression("src/test/evals/support.json", 0.05);
	}

}
