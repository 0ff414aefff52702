package dev.gai.braintrust.dataset;

import java.util.HexFormat;

import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.guard.Digests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of datasets as Braintrust takes them, masked and cut as the content of spans is.
 * The same row always has the same id, so that one which is added twice is there once.
 */
final class DatasetRowJson {

	private static final JsonMapper json = new JsonMapper();

	private final SentContent content;

	DatasetRowJson(SentContent content) {
		this.content = content;
	}

	ObjectNode of(DatasetRow given) {
		ObjectNode row = json.createObjectNode();
		addValue(row, "input", given.givenInput());
		addValue(row, "expected", given.givenExpected());
		if (!given.metadata().isEmpty()) {
			addValue(row, "metadata", given.metadata());
		}
		given.tags().forEach((tag) -> row.withArray("tags").add(this.content.text("tags", tag)));
		return row.put("id", (given.id() != null) ? given.id() : digest(row.path("input").toString()));
	}

	/**
	 * A row that comes from a span, without its content.
	 */
	ObjectNode ofSpan(@Nullable String traceId, String spanId) {
		ObjectNode row = json.createObjectNode().put("id", digest(traceId + spanId));
		row.putObject("origin").put("object_type", "project_logs").put("id", spanId);
		return row;
	}

	void addTree(ObjectNode row, String field, @Nullable Object tree) {
		row.set(field, this.content.tree(field, tree));
	}

	void addValue(ObjectNode row, String field, @Nullable Object value) {
		row.set(field, this.content.value(field, value));
	}

	private static String digest(String text) {
		return HexFormat.of().formatHex(Digests.sha256(Digests.utf8(text)), 0, 16);
	}

}
