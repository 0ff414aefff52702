package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.eval.EvalCase;
import dev.gai.braintrust.eval.EvalGate;
import dev.gai.braintrust.eval.EvalLimits;
import dev.gai.braintrust.eval.EvalScorer;
import dev.gai.braintrust.eval.EvalTest;
import dev.gai.braintrust.replay.ReplayModels;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.sample.llm.LlmSettings;
import dev.gai.braintrust.sample.setup.EmbeddedServers;
import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTrace;
import org.junit.jupiter.api.Tag;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;

/**
 * How well the assistants answer, over twelve questions. The model's answers were
 * recorded once and are replayed; {@code -Dgai.braintrust.replay.mode=record} records
 * them anew. The report is in {@code target/braintrust-evals}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "GROQ_API_KEY=", "OPENAI_API_KEY=", "gai.braintrust.eval.upload=never" })
@ContextConfiguration(initializers = EmbeddedServers.class)
@AutoConfigureTraces
@ReplayModels(cassettes = "src/test/cassettes/assistant", target = "${sample.llm.base-url}",
		property = "sample.llm.base-url")
@Tag("application")
class AssistantEvalTests {

	@Autowired
	private SupportChat support;

	@Autowired
	private StyledAnswers answers;

	@EvalTest(name = "assistant answers", data = "classpath:evals/assistant.jsonl")
	String answers(EvalCase example) {
		String question = example.input(String.class);
		boolean support = "support".equals(example.metadata().get("asks"));
		return new Answer(support ? this.support.answer("u-42", "s-1", question)
				: this.answers.answer(new Question(question, List.of("the")), Style.DETAILED))
			.text();
	}

	@EvalScorer
	boolean contains(String output, EvalCase example) {
		return output.toLowerCase().contains(example.expected(String.class).toLowerCase());
	}

	@EvalScorer
	double brief(String output) {
		return (output.length() < 400) ? 1 : 0;
	}

	@EvalScorer
	boolean asksOnce(RecordedTrace trace) {
		return trace.spans().stream().filter((span) -> span.type().equals("llm")).count() == 1;
	}

	@EvalGate("assistant answers")
	EvalLimits limits() {
		return EvalLimits.atLeast("contains", 0.9).atLeast("asksOnce", 1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(LlmSettings.class)
	@ComponentScan(basePackageClasses = { SupportChat.class, LlmClient.class })
	static class Assistants {

	}

}
