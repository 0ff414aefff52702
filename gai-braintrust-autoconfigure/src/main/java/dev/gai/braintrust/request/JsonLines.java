package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that are still text: one document, or one a line.
 */
final class JsonLines {

	/** A text without any of them is no request. */
	private static final List<String> TELLING = List.of("\"messages\"", "\"contents\"", "\"input\"", "\"prompt\"",
			"\"role\"", "\"assistant_id\"", "\"tool_outputs\"");

	private JsonLines() {
	}

	/**
	 * Reads a text.
	 * @param text the text
	 * @return its document, or its documents; {@code null} if it has none or cannot be a
	 * request
	 */
	static @Nullable Object read(String text) {
		if (isNoRequest(text)) {
			return null;
		}
		JsonNode document = document(text);
		return (document != null) ? document : lines(text);
	}

	private static boolean isNoRequest(String text) {
		return TELLING.stream().noneMatch(text::contains);
	}

	private static @Nullable JsonNode document(String text) {
		try {
			JsonNode node = JsonMapper.shared().readTree(text);
			return node.isContainer() ? node : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Reads the lines of a file for a batch.
	 * @param text the text
	 * @return the documents, one a line; {@code null} if a line is none, or if they
	 * cannot be requests
	 */
	static @Nullable List<JsonNode> all(String text) {
		return isNoRequest(text) ? null : lines(text);
	}

	private static @Nullable List<JsonNode> lines(String text) {
		List<JsonNode> documents = new ArrayList<>();
		for (String line : (Iterable<String>) text.lines().filter((one) -> !one.isBlank())::iterator) {
			JsonNode document = document(line);
			if (document == null) {
				return null;
			}
			documents.add(document);
		}
		return documents;
	}

}
