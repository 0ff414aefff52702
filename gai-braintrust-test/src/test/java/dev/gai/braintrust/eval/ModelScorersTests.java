package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.List;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.evaluation.FactCheckingEvaluator;
import org.springframework.ai.chat.evaluation.RelevancyEvaluator;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scorers that ask a model.
 */
@Tag("thorough")
class ModelScorersTests {

	@Test
	void embeddingsOfARealModelTellWhatMeansTheSame() {
		Scorer scorer = Scorers.embeddingSimilarity(new MiniLm());

		double same = score(scorer, "The shop is open from nine to five.", "We open at 9 and close at 17.");
		double other = score(scorer, "Our lamps come in red and blue.", "We open at 9 and close at 17.");

		assertThat(score(scorer, "Word for word.", "Word for word.")).isGreaterThan(0.999);
		assertThat(same).isGreaterThan(0.5);
		assertThat(other).isLessThan(0.3);
	}

	@Test
	void whatIsNotExpectedHasNoSimilarity() {
		assertThat(result(Scorers.embeddingSimilarity(new MiniLm()), "Anything", null)).isNull();
	}

	@Test
	void evaluatorsOfSpringAiPassOrDoNot() {
		Scripted model = new Scripted();
		Scorer relevant = Scorers.springAi("relevant", new RelevancyEvaluator(ChatClient.builder(model)));
		Scorer facts = Scorers.springAi("facts", FactCheckingEvaluator.builder(ChatClient.builder(model)).build());

		model.answer = "YES";
		assertThat(score(relevant, "From 9 to 17.", "9 to 17")).isEqualTo(1);
		assertThat(model.asked.get(0)).contains("in?", "From 9 to 17.", "9 to 17");
		model.answer = "yes";
		// It never sets its score: that it passes is what counts.
		assertThat(score(facts, "From 9 to 17.", "9 to 17")).isEqualTo(1);
		model.answer = "no";
		assertThat(score(relevant, "Never.", "9 to 17")).isZero();
		assertThat(score(facts, "Never.", "9 to 17")).isZero();
	}

	@Test
	void aJudgeChoosesAndGivesItsReason() {
		Scripted model = new Scripted();
		Scorer judge = Scorers.judge(ChatClient.builder(model), Rubric.factuality());

		model.answer = "Both name the hours.\nChoice: SAME";
		NamedScore score = result(judge, "From 9 to {17}.", "9 to 17");
		assertThat(score.value()).isEqualTo(1);
		assertThat(score.reason()).contains("Both name the hours.");
		assertThat(score.metadata()).containsEntry("choice", "SAME");
		assertThat(model.asked.get(0)).contains("From 9 to {17}.");

		model.answer = "I would rather not say.";
		NamedScore none = result(judge, "From 9 to 17.", "9 to 17");
		assertThat(none.value()).isZero();
		assertThat(none.error()).contains("The judge chose none of SAME");
	}

	private static double score(Scorer scorer, String output, String expected) {
		return result(scorer, output, expected).value();
	}

	private static NamedScore result(Scorer scorer, String output, String expected) {
		return Evaluation.<String, String>named("scored")
			.data(List.of(EvalCase.of("in?").expected(expected)))
			.task((example) -> output)
			.scorers(scorer)
			.run()
			.cases()
			.get(0)
			.scores()
			.stream()
			.filter((each) -> each.name().equals(scorer.name()))
			.findFirst()
			.orElse(null);
	}

	/**
	 * A small model that runs here.
	 */
	static final class MiniLm implements EmbeddingModel {

		private static final AllMiniLmL6V2QuantizedEmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			List<Embedding> embeddings = new ArrayList<>();
			request.getInstructions()
				.forEach((text) -> embeddings
					.add(new Embedding(model.embed(text).content().vector(), embeddings.size())));
			return new EmbeddingResponse(embeddings);
		}

		@Override
		public float[] embed(Document document) {
			return model.embed(document.getText()).content().vector();
		}

	}

	/**
	 * Answers what it is told to.
	 */
	static final class Scripted implements ChatModel {

		final List<String> asked = new ArrayList<>();

		String answer = "";

		@Override
		public ChatResponse call(Prompt prompt) {
			this.asked.add(prompt.getContents());
			return new ChatResponse(List.of(new Generation(new AssistantMessage(this.answer))));
		}

	}

}
