package dev.gai.braintrust.response;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.UsageSum;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the results of a batch, those of Anthropic, OpenAI, Google or Bedrock. Each
 * holds an answer of its own.
 */
final class BatchJson {

	/** One of which each line has. */
	private static final Set<String> MARKS = Set.of("response", "custom_id", "key", "request", "recordId");

	private BatchJson() {
	}

	/**
	 * The answers that lines hold.
	 * @param documents the lines
	 * @return the answers, {@code null} if not every document is such a line
	 */
	static @Nullable List<JsonValue> answers(List<JsonValue> documents) {
		List<JsonValue> answers = new ArrayList<>();
		for (JsonValue document : documents) {
			if (!document.hasAny(MARKS)) {
				return null;
			}
			JsonValue inlined = document.get("response").get("inlinedResponses").get("inlinedResponses");
			if (inlined.isArray()) {
				inlined.items().forEach((line) -> add(line.get("response"), answers));
				continue;
			}
			if (!isLine(document)) {
				return null;
			}
			JsonValue response = document.get("response");
			add(document.get("result").isObject() ? ofAnthropic(document.get("result"))
					: document.get("modelOutput").isObject() ? document.get("modelOutput")
							: response.get("body").isObject() ? response.get("body") : response,
					answers);
		}
		return answers;
	}

	/**
	 * The answer, or why there is none.
	 */
	private static JsonValue ofAnthropic(JsonValue result) {
		String type = String.valueOf(result.get("type").text());
		return switch (type) {
			case "errored" -> result.get("error");
			case "expired", "canceled" -> JsonValue.of(Map.of("error", Map.of("code",
					type.equals("expired") ? "batch_expired" : "cancelled", "message", "The request has " + type)));
			default -> result.get("message");
		};
	}

	private static boolean isLine(JsonValue document) {
		boolean named = document.get("custom_id").text() != null
				&& (document.get("result").isObject() || document.has("response"));
		boolean ofGemini = document.get("key").text() != null && document.get("response").isObject();
		boolean ofVertex = document.get("request").isObject() && document.get("status").text() != null
				&& document.has("response");
		boolean ofBedrock = document.get("recordId").text() != null
				&& (document.get("modelOutput").isObject() || document.get("modelInput").isObject());
		return named || ofGemini || ofVertex || ofBedrock;
	}

	private static void add(JsonValue answer, List<JsonValue> answers) {
		if (answer.isObject()) {
			answers.add(answer);
		}
	}

	/**
	 * Puts together what answers say that have nothing to do with each other.
	 * @param answers the answers
	 * @param tier the tier that served those which do not say
	 * @return one response with all choices, and the sum of what they used and cost
	 */
	static LlmResponse together(List<LlmResponse> answers, @Nullable String tier) {
		LlmResponse.Builder all = LlmResponse.builder();
		Usage usage = null;
		BigDecimal cost = BigDecimal.ZERO;
		Billing terms = answers.get(0).billing().orElse(Billing.ofTier(tier));
		int embeddings = 0;
		for (LlmResponse answer : answers) {
			all.model(answer.model());
			answer.choices().forEach((choice) -> all.choice(choice.finishReason(), choice.message()));
			usage = UsageSum.of(usage, answer.usage());
			cost = cost.add(Objects.requireNonNullElse(answer.billing().costUsd(), BigDecimal.ZERO));
			embeddings += (answer.embeddings() != null) ? answer.embeddings() : 0;
		}
		// A sum without one of its parts would be none.
		boolean billed = answers.stream().allMatch((answer) -> answer.billing().costUsd() != null);
		return all.usage(usage)
			.billing(new Billing(terms.serviceTier(), terms.speed(), terms.inferenceGeo(), billed ? cost : null, null,
					null))
			.id((answers.size() == 1) ? answers.get(0).id() : null)
			.embeddings((embeddings > 0) ? Integer.valueOf(embeddings) : null)
			.error(answers.stream().allMatch((answer) -> answer.error() != null) ? answers.get(0).error() : null)
			.build();
	}

}
