package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Cloudflare's Workers AI in its own format: a result in an envelope, or the
 * events of a stream without one.
 */
final class CloudflareJson {

	private CloudflareJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		AnswerText answer = new AnswerText();
		Usage usage = null;
		boolean recognized = false;
		boolean spoken = false;
		for (JsonValue document : documents) {
			boolean enveloped = document.get("success").isBoolean() && document.get("result").isObject();
			JsonValue result = enveloped ? document.get("result") : document;
			if (enveloped && result.get("choices").isArray()) {
				return ChatCompletionJson.read(List.of(result));
			}
			if (enveloped && !result.get("data").items().isEmpty() && result.get("shape").isArray()) {
				return LlmResponse.builder()
					.embeddings(result.get("data").items().size())
					.usage(OpenAiUsage.readInput(result.get("usage")))
					.build();
			}
			boolean calls = result.get("tool_calls").isArray();
			if (document.get("done").isBoolean() || (result.get("response").text() == null && !calls)) {
				continue;
			}
			spoken = true;
			recognized |= enveloped || result.get("p").text() != null || result.get("usage").has("prompt_tokens");
			answer.append(result.get("response").text());
			for (JsonValue call : result.get("tool_calls").items()) {
				answer.call(new ToolCall(call.get("id").label(), name(call), call.get("arguments").json()));
			}
			Usage said = OpenAiUsage.read(result.get("usage"));
			usage = (said != null) ? said : usage;
		}
		if (!recognized || !spoken) {
			return null;
		}
		LlmResponse.Builder read = LlmResponse.builder().usage(usage);
		answer.addTo(read);
		return read.build();
	}

	private static String name(JsonValue call) {
		String name = call.get("name").label();
		return (name != null) ? name : "";
	}

}
