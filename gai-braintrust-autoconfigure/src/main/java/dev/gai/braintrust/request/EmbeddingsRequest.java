package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a request for vectors says beside the texts, which stay as they came.
 *
 * @param model the model, {@code null} if the request does not say
 * @param dimensions how many numbers a vector shall have, {@code null} for as many as the
 * model likes
 * @since 0.1.0
 */
@Internal
public record EmbeddingsRequest(@Nullable String model, @Nullable Number dimensions) {

	/**
	 * Of OpenAI, Jina and Titan; Cohere, Voyage and Mistral; Gemini; Titan's for images.
	 */
	private static final List<String> NAMES = List.of("dimensions", "output_dimension", "outputDimension",
			"outputDimensionality", "output_dimensionality", "outputEmbeddingLength");

	/** Where else they may stand: Vertex AI, Google's client, Titan's for images. */
	private static final List<String> BELOW = List.of("parameters", "config", "embeddingConfig", "options");

	/**
	 * Reads a request, or the arguments of a method that makes one.
	 * @param tree a plain tree
	 * @return what it says; nothing, if it is no such request
	 */
	public static EmbeddingsRequest read(@Nullable Object tree) {
		Map<?, ?> request = Plain.map(tree);
		EmbeddingsRequest read = of(request);
		List<?> batch = Plain.list(request.get("requests"));
		if (read.dimensions() == null && !batch.isEmpty()) {
			read = of(Plain.map(batch.get(0)));
		}
		for (Object argument : request.values()) {
			EmbeddingsRequest inner = (read.dimensions() == null) ? of(Plain.map(argument)) : read;
			read = (inner.dimensions() != null) ? inner : read;
		}
		return read;
	}

	private static EmbeddingsRequest of(Map<?, ?> request) {
		Number dimensions = dimensions(request);
		for (String name : BELOW) {
			dimensions = (dimensions != null) ? dimensions : dimensions(Plain.map(request.get(name)));
		}
		String model = Plain.text(Plain.first(request, "model", "modelId"));
		return new EmbeddingsRequest((model != null && model.startsWith("models/")) ? model.substring(7) : model,
				dimensions);
	}

	private static @Nullable Number dimensions(Map<?, ?> request) {
		for (String name : NAMES) {
			if (request.get(name) instanceof Number number && number.longValue() > 0) {
				return number;
			}
		}
		return null;
	}

}
