package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cases in JSON Lines.
 *
 * @param file the file, for messages
 */
record JsonLinesCases(String file) {

	static final List<String> FIELDS = List.of("id", "input", "expected", "metadata", "tags");

	/** Other characters that end a line may be part of a text in JSON. */
	private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

	private static final JsonMapper json = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	List<EvalCase> read(String text) {
		List<EvalCase> cases = new ArrayList<>();
		String[] lines = LINE_END.split(text, -1);
		for (int index = 0; index < lines.length; index++) {
			if (!lines[index].isBlank()) {
				cases.add(read(lines[index], index + 1));
			}
		}
		return cases;
	}

	private EvalCase read(String line, int number) {
		JsonNode tree;
		try {
			tree = json.readTree(line);
		}
		catch (JacksonException ex) {
			throw wrong(number, "is not JSON: " + ex.getOriginalMessage());
		}
		return example(tree, number);
	}

	EvalCase example(JsonNode tree, int number) {
		if (!tree.isObject()) {
			throw wrong(number, "is no JSON object");
		}
		for (String field : tree.propertyNames()) {
			if (!FIELDS.contains(field)) {
				throw wrong(number, "has the unknown field '" + field + "'");
			}
		}
		if (!tree.hasNonNull("input")) {
			throw wrong(number, "has no input");
		}
		EvalCase example = EvalCase.of(tree.path("input"));
		if (tree.hasNonNull("expected")) {
			example = example.expected(tree.path("expected"));
		}
		JsonNode id = tree.path("id");
		if (!id.isMissingNode() && !id.isNull()) {
			if (!id.isValueNode() || id.asString().isBlank()) {
				throw wrong(number, "has an id that is no text");
			}
			example = example.id(id.asString());
		}
		JsonNode metadata = tree.path("metadata");
		if (!metadata.isMissingNode() && !metadata.isNull() && !metadata.isObject()) {
			throw wrong(number, "has metadata that is no JSON object");
		}
		for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
			example = example.metadata(entry.getKey(), json.treeToValue(entry.getValue(), Object.class));
		}
		JsonNode tags = tree.path("tags");
		if (!tags.isMissingNode() && !tags.isNull() && !tags.isArray()) {
			throw wrong(number, "has tags that are no JSON array");
		}
		for (JsonNode tag : tags) {
			if (!tag.isValueNode() || tag.isNull()) {
				throw wrong(number, "has a tag that is no text");
			}
			example = example.tag(tag.asString());
		}
		return example;
	}

	IllegalArgumentException wrong(int number, String what) {
		return new IllegalArgumentException(this.file + ", line " + number + " " + what
				+ ". Write one object a line: {\"id\": …, \"input\": …, \"expected\": …, \"metadata\": {…}, \"tags\": […]}; "
				+ "only the input is required");
	}

}
