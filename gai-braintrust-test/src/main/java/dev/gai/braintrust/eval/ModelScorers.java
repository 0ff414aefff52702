package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.score.Score;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;

/**
 * Scorers on Spring AI, which need not be there.
 */
final class ModelScorers {

	private static final Pattern CHOICE = Pattern.compile("(?im)^\\W*choice\\W+(.+?)\\W*$");

	private ModelScorers() {
	}

	static Scorer embeddingSimilarity(EmbeddingModel model) {
		return Scorer.of("embeddingSimilarity", (output) -> {
			if (output.example().expected().isNull()) {
				return List.of();
			}
			double cosine = cosine(model.embed(output.text()), model.embed(output.expectedText()));
			return List.of(Score.of(Math.max(0, Math.min(1, cosine))));
		});
	}

	private static double cosine(float[] left, float[] right) {
		double product = 0;
		double leftSquares = 0;
		double rightSquares = 0;
		for (int index = 0; index < left.length; index++) {
			product += (double) left[index] * right[index];
			leftSquares += (double) left[index] * left[index];
			rightSquares += (double) right[index] * right[index];
		}
		double lengths = Math.sqrt(leftSquares) * Math.sqrt(rightSquares);
		return (lengths == 0) ? 0 : product / lengths;
	}

	static Scorer judge(ChatClient.Builder builder, Rubric rubric) {
		ChatClient client = builder.clone().build();
		return Scorer.of(rubric.name(), (output) -> {
			// As a message, since texts of users are templates, and outputs have braces.
			String answer = client.prompt(new Prompt(new UserMessage(rubric.question(output)))).call().content();
			return List.of(chosen(rubric, (answer != null) ? answer : ""));
		});
	}

	private static Score chosen(Rubric rubric, String answer) {
		String chosen = answer.strip();
		Matcher matcher = CHOICE.matcher(answer);
		while (matcher.find()) {
			chosen = matcher.group(1).strip();
		}
		for (Map.Entry<String, Double> choice : rubric.choices().entrySet()) {
			if (choice.getKey().equalsIgnoreCase(chosen)) {
				return Score.of(choice.getValue()).reason(answer.strip()).metadata("choice", choice.getKey());
			}
		}
		throw new IllegalStateException("The judge chose none of " + String.join(", ", rubric.choices().keySet()));
	}

	static Scorer springAi(String name, Evaluator evaluator) {
		return Scorer.of(name, (output) -> {
			EvaluationResponse response = evaluator.evaluate(
					new EvaluationRequest(EvalOutput.text(output.example().input()), documents(output), output.text()));
			// Some evaluators never set the score.
			return List.of(Score.of(response.isPass() ? 1 : 0).reason(response.getFeedback()));
		});
	}

	private static List<Document> documents(EvalOutput output) {
		List<Document> documents = new ArrayList<>();
		Object context = output.example().metadata().get("context");
		if (context instanceof Iterable<?> several) {
			several.forEach((text) -> documents.add(new Document(String.valueOf(text))));
		}
		else if (context != null) {
			documents.add(new Document(String.valueOf(context)));
		}
		else if (!output.example().expected().isNull()) {
			documents.add(new Document(output.expectedText()));
		}
		return documents;
	}

}
