package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.ending.ErrorJson;
import dev.gai.braintrust.response.usage.BillingJson;
import dev.gai.braintrust.response.usage.JsonContent;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON in the shapes of the APIs of providers. Any other document, such as the
 * result of a tool, is left alone.
 *
 * @param <T> how the JSON was parsed
 */
final class ProviderJsonReader<T> implements ResponseReader<T> {

	private final Class<T> responseType;

	private ProviderJsonReader(Class<T> responseType) {
		this.responseType = responseType;
	}

	static ResponseReader<?> ofMaps() {
		return new ProviderJsonReader<>(Map.class);
	}

	static ResponseReader<?> ofNodes() {
		return new ProviderJsonReader<>(JsonNode.class);
	}

	@Override
	public Class<T> responseType() {
		return this.responseType;
	}

	@Override
	public @Nullable LlmResponse read(T response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<T> chunks) {
		return readDocuments(chunks);
	}

	@Override
	public boolean bearsContent(T chunk) {
		return JsonContent.isIn(JsonValue.of(chunk));
	}

	static @Nullable LlmResponse readDocuments(List<?> parsed) {
		List<JsonValue> documents = JsonValue.all(parsed);
		List<JsonValue> lines = BatchJson.answers(documents);
		if (lines == null) {
			return readOne(documents);
		}
		List<LlmResponse> answers = lines.stream()
			.map((line) -> readOne(List.of(line)))
			.filter(Objects::nonNull)
			.toList();
		return answers.isEmpty() ? null : BatchJson.together(answers, "batch");
	}

	private static @Nullable LlmResponse readOne(List<JsonValue> documents) {
		LlmResponse response = shaped(documents);
		AnsweredErrorException error = ErrorJson.in(documents);
		if (error == null) {
			return response;
		}
		return (response != null) ? response.withError(error) : LlmResponse.builder().error(error).build();
	}

	private static @Nullable LlmResponse shaped(List<JsonValue> documents) {
		for (JsonShape shape : JsonShape.ALL) {
			LlmResponse response = shape.read(documents);
			if (response != null) {
				return GuardrailJson.completed(response, documents).billedAs(BillingJson.read(documents));
			}
		}
		LlmResponse figures = figures(documents.get(documents.size() - 1));
		return (figures != null) ? figures.billedAs(BillingJson.read(documents)) : null;
	}

	/**
	 * What a document of no known shape used, if it says so as OpenAI does: the scores of
	 * a server, a moderation, the run of an assistant. The document is its own output.
	 */
	private static @Nullable LlmResponse figures(JsonValue document) {
		JsonValue usage = document.get("usage");
		boolean told = usage.get("total_tokens").count() != null
				&& usage.firstCount("prompt_tokens", "input_tokens") != null;
		if (!told || document.get("model").label() == null) {
			return null;
		}
		return LlmResponse.builder()
			.model(document.get("model").label())
			.id(document.get("id").label())
			.usage(OpenAiUsage.read(usage))
			.build();
	}

}
