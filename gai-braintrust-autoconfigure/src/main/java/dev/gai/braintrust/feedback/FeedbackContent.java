package dev.gai.braintrust.feedback;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.ContentSnapshots;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shapes feedback as Braintrust takes it: masked and cut as the content of spans is.
 */
final class FeedbackContent {

	private static final JsonMapper json = new JsonMapper();

	private static final int MAX_TAGS = 100;

	private final ContentMasking masking;

	private final ContentSnapshots snapshots;

	private final ContentJson writer = new ContentJson();

	private final int maxFieldBytes;

	FeedbackContent(ContentMasking masking, ContentSnapshots snapshots, int maxFieldBytes) {
		this.masking = masking;
		this.snapshots = snapshots;
		this.maxFieldBytes = maxFieldBytes;
	}

	ObjectNode of(String spanId, Map<String, Double> scores, @Nullable String comment, @Nullable Object expected,
			List<String> tags, Map<String, @Nullable Object> metadata, FeedbackSource source) {
		ObjectNode content = json.createObjectNode().put("id", spanId);
		if (!scores.isEmpty()) {
			ObjectNode named = content.putObject("scores");
			scores.forEach((name, score) -> named.put(this.masking.maskText("scores", name), score));
		}
		if (comment != null) {
			String masked = this.masking.maskText("comment", comment);
			content.put("comment", json.readTree(this.writer.write(masked, this.maxFieldBytes).json()).asString(""));
		}
		if (expected != null) {
			content.set("expected", tree("expected", expected));
		}
		if (!tags.isEmpty()) {
			ArrayNode named = content.putArray("tags");
			tags.stream().limit(MAX_TAGS).forEach((tag) -> named.add(this.masking.maskText("tags", tag)));
		}
		if (!metadata.isEmpty()) {
			content.set("metadata", tree("metadata", new LinkedHashMap<>(metadata)));
		}
		return content.put("source", source.key());
	}

	private JsonNode tree(String field, Object value) {
		Object plain = this.masking.mask(field, this.snapshots.take(value).tree());
		return json.readTree(this.writer.write(plain, this.maxFieldBytes).json());
	}

}
