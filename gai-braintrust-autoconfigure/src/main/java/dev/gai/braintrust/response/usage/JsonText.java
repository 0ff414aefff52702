package dev.gai.braintrust.response.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents of JSON that are still text: one document, an array or lines of them, or
 * server-sent events.
 */
@Internal
public final class JsonText {

	/** Data of the last event of OpenAI's streams, which says nothing. */
	public static final String END = "[DONE]";

	/** Longer than any answer; what is longer is no answer but data. */
	private static final int MAX_LENGTH = 16 * 1024 * 1024;

	private static final String DATA = "data:";

	private JsonText() {
	}

	/**
	 * Whether a text may be JSON, by how it begins.
	 * @param text the text
	 * @return whether it is worth parsing
	 */
	public static boolean isLikely(CharSequence text) {
		int start = 0;
		while (start < text.length()
				&& (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == '\uFEFF')) {
			start++;
		}
		if (start == text.length() || text.length() > MAX_LENGTH) {
			return false;
		}
		char first = text.charAt(start);
		if (first == '{') {
			return true;
		}
		String beginning = text.subSequence(start, Math.min(text.length(), start + END.length())).toString();
		return first == '[' || beginning.startsWith(DATA) || beginning.startsWith("event:")
				|| beginning.startsWith("id:") || beginning.startsWith(":");
	}

	/**
	 * Whether a text that has no document belongs to the way in which documents are sent.
	 * @param text the text
	 * @return whether it is no text of a model
	 */
	public static boolean isFrame(CharSequence text) {
		String stripped = text.toString().strip();
		return stripped.equals(END) || (isLikely(stripped) && stripped.charAt(0) != '{' && stripped.charAt(0) != '[');
	}

	/**
	 * Parses what may be JSON.
	 * @param value text or bytes
	 * @return the documents, empty if there are none
	 */
	public static List<Object> documents(@Nullable Object value) {
		CharSequence text = text(value);
		if (text == null || !isLikely(text)) {
			return List.of();
		}
		String json = text.toString().strip();
		try {
			return (json.charAt(0) == '{' || json.charAt(0) == '[' || json.charAt(0) == '\uFEFF') ? values(json)
					: events(json);
		}
		catch (JacksonException ex) {
			return List.of();
		}
	}

	/**
	 * Parses texts that may be JSON, each by itself, or else all of them together: what
	 * comes over a network is cut anywhere.
	 * @param values texts or bytes
	 * @return the documents, empty if there are none
	 */
	public static List<Object> documents(List<?> values) {
		List<Object> documents = new ArrayList<>();
		boolean pieces = false;
		for (Object value : values) {
			List<Object> found = documents(value);
			documents.addAll(found);
			pieces |= found.isEmpty() && !isNothing(value);
		}
		if (!pieces || values.size() == 1) {
			return documents;
		}
		List<Object> together = documents(joined(values));
		return (together.size() >= documents.size()) ? together : documents;
	}

	private static boolean isNothing(@Nullable Object value) {
		CharSequence text = text(value);
		return text == null || text.toString().isBlank() || isFrame(text);
	}

	private static @Nullable Object joined(List<?> values) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Object value : values) {
			byte[] piece = (value instanceof byte[] own) ? own : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
			if (bytes.size() + piece.length > MAX_LENGTH) {
				return null;
			}
			bytes.writeBytes(piece);
		}
		return bytes.toByteArray();
	}

	private static @Nullable CharSequence text(@Nullable Object value) {
		if (value instanceof byte[] bytes) {
			boolean maybe = bytes.length > 0 && bytes.length <= MAX_LENGTH;
			return maybe ? new String(bytes, StandardCharsets.UTF_8) : null;
		}
		return (value instanceof CharSequence chars) ? chars : null;
	}

	private static List<Object> values(String json) {
		List<Object> documents = new ArrayList<>();
		try (MappingIterator<JsonNode> values = JsonMapper.shared()
			.readerFor(JsonNode.class)
			.readValues((json.charAt(0) == '\uFEFF') ? json.substring(1) : json)) {
			while (values.hasNextValue()) {
				JsonNode value = values.nextValue();
				if (value.isArray()) {
					value.forEach(documents::add);
				}
				else {
					documents.add(value);
				}
			}
		}
		return documents;
	}

	private static List<Object> events(String text) {
		List<Object> documents = new ArrayList<>();
		for (String line : text.lines().toList()) {
			String data = line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
			if (!data.isEmpty() && !data.equals(END)) {
				documents.addAll(values(data));
			}
		}
		return documents;
	}

}
