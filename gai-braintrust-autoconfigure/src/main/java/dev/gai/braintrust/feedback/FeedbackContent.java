package dev.gai.braintrust.feedback;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.SentContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shapes feedback as Braintrust takes it: masked and cut as the content of spans is.
 */
final class FeedbackContent {

	private static final JsonMapper json = new JsonMapper();

	private static final int MAX_TAGS = 100;

	private final SentContent content;

	FeedbackContent(SentContent content) {
		this.content = content;
	}

	ObjectNode of(String spanId, Map<String, Double> scores, @Nullable String comment, @Nullable Object expected,
			List<String> tags, Map<String, @Nullable Object> metadata, FeedbackSource source) {
		ObjectNode shaped = json.createObjectNode().put("id", spanId);
		if (!scores.isEmpty()) {
			ObjectNode named = shaped.putObject("scores");
			scores.forEach((name, score) -> named.put(this.content.text("scores", name), score));
		}
		if (comment != null) {
			shaped.put("comment", this.content.tree("comment", comment).asString(""));
		}
		if (expected != null) {
			shaped.set("expected", this.content.value("expected", expected));
		}
		if (!tags.isEmpty()) {
			ArrayNode named = shaped.putArray("tags");
			tags.stream().limit(MAX_TAGS).forEach((tag) -> named.add(this.content.text("tags", tag)));
		}
		if (!metadata.isEmpty()) {
			shaped.set("metadata", this.content.value("metadata", metadata));
		}
		return shaped.put("source", source.key());
	}

}
