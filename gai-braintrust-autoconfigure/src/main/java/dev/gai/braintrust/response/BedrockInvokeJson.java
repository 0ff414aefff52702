package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Bedrock's {@code InvokeModel} in the shapes of Amazon Titan and Meta Llama,
 * whole or as the chunks of a stream, and Anthropic's completions of a text there and
 * elsewhere. Other models answer there as they do elsewhere.
 */
final class BedrockInvokeJson {

	private BedrockInvokeJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		AnswerText answer = new AnswerText();
		String model = null;
		Long input = null;
		Long output = null;
		Integer vectors = null;
		boolean titan = documents.stream().anyMatch((document) -> document.names("inputTextTokenCount"));
		for (JsonValue document : documents) {
			JsonValue metrics = document.get("amazon-bedrock-invocationMetrics");
			input = latest(input, document.firstCount("inputTextTokenCount", "prompt_token_count"),
					metrics.get("inputTokenCount").count());
			output = latest(output, document.firstCount("totalOutputTextTokenCount", "generation_token_count"),
					metrics.get("outputTokenCount").count());
			for (JsonValue result : document.get("results").items()) {
				output = latest(output, result.get("tokenCount").count(), null);
				answer.append(result.get("outputText").text());
				answer.finished(reason(result.get("completionReason").text()));
			}
			answer.append(titan ? document.get("outputText").text() : null);
			answer.append(document.has("generation_token_count") ? document.get("generation").text() : null);
			answer.append(document.names("stop_reason") ? document.get("completion").text() : null);
			answer.finished(reason(document.firstLabel("stop_reason", "completionReason")));
			model = (model != null) ? model : document.get("model").label();
			vectors = (titan && document.get("embedding").isArray()) ? Integer.valueOf(1) : vectors;
		}
		if (input == null && output == null && answer.isEmpty()) {
			return null;
		}
		boolean counted = input != null || output != null;
		Usage usage = Usage.builder().input(input).output((vectors != null) ? null : output).build();
		LlmResponse.Builder read = LlmResponse.builder().model(model).usage(counted ? usage : null).embeddings(vectors);
		if (vectors == null && !answer.isEmpty()) {
			answer.addTo(read);
		}
		return read.build();
	}

	private static @Nullable String reason(@Nullable String reason) {
		return ("FINISH".equals(reason) || "FINISHED".equals(reason)) ? "stop" : FinishReasons.normalize(reason);
	}

	private static @Nullable Long latest(@Nullable Long before, @Nullable Long now, @Nullable Long sum) {
		if (sum != null) {
			return sum;
		}
		return (now != null) ? now : before;
	}

}
