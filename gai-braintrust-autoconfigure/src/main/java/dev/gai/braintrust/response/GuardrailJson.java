package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.JsonValue;

/**
 * What a guardrail of Bedrock did to the answer of any model, which the model's own
 * format does not tell.
 */
final class GuardrailJson {

	private static final String ACTION = "amazon-bedrock-guardrailAction";

	private static final String TRACE = "amazon-bedrock-trace";

	private static final String BLOCKED = "content_filter";

	private GuardrailJson() {
	}

	static LlmResponse completed(LlmResponse response, List<JsonValue> documents) {
		if (!isBlocked(documents) || response.choices().isEmpty()) {
			return response;
		}
		Object trace = documents.stream()
			.map((document) -> document.get(TRACE))
			.filter(JsonValue::isObject)
			.findFirst()
			.map(JsonValue::plain)
			.orElse(null);
		List<LlmResponse.Choice> choices = new ArrayList<>();
		for (LlmResponse.Choice choice : response.choices()) {
			Message message = choice.message();
			List<Object> items = new ArrayList<>(
					(message.fields().get("items") instanceof List<?> known) ? known : List.of());
			if (trace != null) {
				items.add(Map.of(TRACE, trace));
			}
			choices.add(new LlmResponse.Choice(BLOCKED, message.with("items", items)));
		}
		return new LlmResponse(response.model(), response.id(), choices, response.usage(), response.embeddings(),
				BLOCKED, response.output(), response.billing(), response.error());
	}

	private static boolean isBlocked(List<JsonValue> documents) {
		for (JsonValue document : documents) {
			if ("INTERVENED".equals(document.get(ACTION).text())) {
				return true;
			}
		}
		return false;
	}

}
