package dev.gai.braintrust.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.response.Wrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads requests to models, in whatever form an application has them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ModelRequests {

	/** A longer text is content like any other. */
	private static final int LONGEST_TEXT = 4 * 1024 * 1024;

	private static final int MOST_LINES = 10_000;

	private final LibraryTypes types;

	/**
	 * Creates a reader.
	 * @param types types of libraries that stand for requests or messages
	 */
	public ModelRequests(List<? extends RequestType<?>> types) {
		this.types = new LibraryTypes(types);
	}

	/**
	 * What is to be copied of a value, so that the copy can be read.
	 * @param value any value
	 * @return the JSON that a request or a message of a library stands for or that a text
	 * holds; anything else as it is
	 */
	public @Nullable Object documentOf(@Nullable Object value) {
		if (!(value instanceof NamedArguments arguments)) {
			return one(value);
		}
		Map<String, @Nullable Object> documents = new LinkedHashMap<>();
		arguments.forEach((name, argument) -> documents.put(name, one(argument)));
		return new NamedArguments(documents);
	}

	/**
	 * What is to be copied of a value whose texts stay as they came.
	 * @param value any value
	 * @return the JSON that types of libraries stand for; anything else as it is
	 */
	public @Nullable Object withoutTypes(@Nullable Object value) {
		try {
			return this.types.converted(value);
		}
		catch (Throwable ex) {
			// As above.
			Guard.rethrowFatal(ex);
			return value;
		}
	}

	private @Nullable Object one(@Nullable Object argument) {
		Object value = argument;
		try {
			value = Wrapped.inside(argument);
			if (value != null && isText(value)) {
				Object parsed = parsed(value);
				return (parsed != null) ? parsed : value;
			}
			List<?> elements = Wrapped.list(value);
			Object lines = (elements != null) ? parsed(elements) : null;
			return (lines != null) ? lines : this.types.converted(value);
		}
		catch (Throwable ex) {
			// The value itself is captured, which may go better.
			Guard.rethrowFatal(ex);
			return value;
		}
	}

	private static @Nullable Object parsed(Object value) {
		String text = text(value);
		return (text != null) ? JsonLines.read(text) : null;
	}

	/** The lines of a batch, or messages, that are still text. */
	private static @Nullable Object parsed(List<?> elements) {
		Object first = (elements.isEmpty() || elements.size() > MOST_LINES) ? null : Wrapped.inside(elements.get(0));
		if (first == null || !isText(first) || text(first) == null) {
			// Most lists: the others need not be looked at.
			return null;
		}
		StringBuilder lines = new StringBuilder();
		for (Object element : elements) {
			Object inner = Wrapped.inside(element);
			String line = (inner == null || !isText(inner)) ? null : inner.toString().isBlank() ? "" : text(inner);
			if (line == null || lines.length() + line.length() > LONGEST_TEXT) {
				return null;
			}
			lines.append(line).append('\n');
		}
		List<JsonNode> documents = JsonLines.all(lines.toString());
		Object tree = (documents != null) ? JsonMapper.shared().convertValue(documents, Object.class) : null;
		return (read(tree) != null) ? documents : null;
	}

	private static boolean isText(Object value) {
		return value instanceof CharSequence || value instanceof byte[];
	}

	private static @Nullable String text(Object value) {
		if (value instanceof byte[] bytes) {
			boolean json = bytes.length > 1 && bytes.length <= LONGEST_TEXT && (bytes[0] == '{' || bytes[0] == '[');
			return json ? new String(bytes, StandardCharsets.UTF_8) : null;
		}
		CharSequence text = (CharSequence) value;
		if (text.length() > LONGEST_TEXT) {
			return null;
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isWhitespace(c)) {
				return (c == '{' || c == '[') ? text.toString() : null;
			}
		}
		return null;
	}

	/**
	 * Reads a request.
	 * @param tree a plain tree, copied from a value or its {@link #documentOf document}
	 * @return the request, {@code null} if the tree is none
	 */
	public static @Nullable ModelRequest read(@Nullable Object tree) {
		if (tree instanceof List<?> list) {
			ModelRequest read = Conversation.is(list) ? conversation(list)
					: GeminiRequest.read(Map.of("contents", list));
			return (read != null) ? read : BatchRequest.read(list);
		}
		if (!(tree instanceof Map<?, ?> map)) {
			return null;
		}
		ModelRequest read = RequestShape.readAny(map);
		if (read == null && Conversation.isOneMessage(map)) {
			return conversation(List.of(map));
		}
		return (read != null) ? read : WrappedRequest.read(map);
	}

	/**
	 * Reads the arguments of a method.
	 * @param tree a plain tree, copied from {@link NamedArguments}
	 * @return the request that they are together, or that exactly one of them is;
	 * {@code null} if there is none
	 */
	public static @Nullable ModelRequest readArguments(@Nullable Object tree) {
		Map<?, ?> byName = Plain.map(tree);
		ModelRequest together = (byName.size() > 1) ? MessagesRequest.read(byName) : null;
		if (together != null) {
			return together;
		}
		ModelRequest found = null;
		Map<String, @Nullable Object> others = new LinkedHashMap<>();
		for (Map.Entry<?, ?> argument : byName.entrySet()) {
			ModelRequest read = read(argument.getValue());
			if (read != null && found != null) {
				return null;
			}
			if (read != null) {
				found = read;
			}
			else {
				others.put(String.valueOf(argument.getKey()), argument.getValue());
			}
		}
		return (found != null) ? found.beside(others) : null;
	}

	private static ModelRequest conversation(List<?> messages) {
		List<Object> shaped = new ArrayList<>();
		Conversation.add(messages, shaped);
		return new ModelRequest(null, shaped, Map.of(), null, Map.of());
	}

}
