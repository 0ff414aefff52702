package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of OpenAI's Images API, whole or as the events of a stream, of those that
 * imitate it, and of models that draw at Vertex AI and Bedrock. What becomes of the
 * images is decided where they are sent.
 */
final class ImagesJson {

	private ImagesJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		List<Object> images = new ArrayList<>();
		Usage usage = null;
		boolean recognized = false;
		LlmResponse.Builder read = LlmResponse.builder();
		for (JsonValue document : documents) {
			String type = document.get("type").text();
			boolean completed = type != null && type.startsWith("image_") && type.endsWith(".completed");
			List<JsonValue> data = completed ? List.of(document) : document.get("data").items();
			boolean plausible = completed || document.get("created").count() != null || document.has("usage")
					|| data.stream().anyMatch((image) -> image.has("b64_json"));
			if (!plausible || data.isEmpty() || !data.stream().allMatch(ImagesJson::isImage)) {
				continue;
			}
			recognized = true;
			data.forEach((image) -> images.add(part(image, document.get("output_format").label())));
			Usage said = OpenAiUsage.read(document.get("usage"));
			usage = (said != null) ? said : usage;
			read.model(document.get("model").label());
		}
		return recognized ? read.usage(usage).output(images).build() : ofOthers(documents.get(documents.size() - 1));
	}

	/**
	 * Imagen's {@code predictions}, and the {@code images} of Nova Canvas and Stability.
	 */
	private static @Nullable LlmResponse ofOthers(JsonValue document) {
		List<Object> images = new ArrayList<>();
		for (JsonValue prediction : document.get("predictions").items()) {
			String bytes = prediction.get("bytesBase64Encoded").text();
			if (bytes != null) {
				images.add(InlineMedia.of(prediction.get("mimeType").label(), null, bytes).part());
			}
		}
		boolean ofBedrock = document.plain() instanceof Map<?, ?> fields
				&& (fields.containsKey("error") || fields.containsKey("finish_reasons"));
		for (JsonValue image : ofBedrock ? document.get("images").items() : List.<JsonValue>of()) {
			if (image.text() != null) {
				images.add(InlineMedia.of("image/*", null, image.text()).part());
			}
		}
		return images.isEmpty() ? null : LlmResponse.builder().output(images).build();
	}

	private static boolean isImage(JsonValue item) {
		return item.get("b64_json").text() != null || (item.get("url").text() != null && !item.has("embedding"));
	}

	private static Map<String, Object> part(JsonValue image, @Nullable String format) {
		Map<String, Object> part = new LinkedHashMap<>();
		String url = image.get("url").label();
		if (url != null && !url.startsWith("data:")) {
			part.put("type", "image_url");
			part.put("image_url", Map.of("url", url));
		}
		else {
			String bytes = (url != null) ? url : image.get("b64_json").text();
			part.putAll(
					InlineMedia.of((format != null) ? "image/" + format : "image/*", null, (bytes != null) ? bytes : "")
						.part());
		}
		String prompt = image.get("revised_prompt").label();
		if (prompt != null) {
			part.put("revised_prompt", prompt);
		}
		return part;
	}

}
