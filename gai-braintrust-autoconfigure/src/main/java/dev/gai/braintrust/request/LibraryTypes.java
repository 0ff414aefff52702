package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.response.ChatShape;
import dev.gai.braintrust.response.Message;
import org.jspecify.annotations.Nullable;

/**
 * Puts JSON in the place of what libraries have for requests and messages, also within
 * collections and maps. Thread-safe.
 */
final class LibraryTypes {

	private static final int MOST_ELEMENTS = 10_000;

	private static final int DEEPEST = 3;

	private final List<RequestType<?>> types;

	LibraryTypes(List<? extends RequestType<?>> types) {
		this.types = List.copyOf(types);
	}

	@Nullable Object converted(@Nullable Object value) {
		if (!(value instanceof NamedArguments arguments)) {
			return converted(value, DEEPEST);
		}
		Map<String, @Nullable Object> documents = new LinkedHashMap<>();
		arguments.forEach((name, argument) -> documents.put(name, converted(argument, DEEPEST)));
		return new NamedArguments(documents);
	}

	/**
	 * What the first element is decides, so that a long list of texts costs nothing.
	 */
	private @Nullable Object converted(@Nullable Object value, int depth) {
		if (value instanceof Message message) {
			return ChatShape.messages(List.of(message)).get(0);
		}
		Collection<?> elements = elements(value);
		if (elements != null && depth > 0 && !elements.isEmpty() && elements.size() <= MOST_ELEMENTS) {
			Object first = elements.iterator().next();
			if (converted(first, depth - 1) == first) {
				return value;
			}
			List<@Nullable Object> documents = new ArrayList<>();
			elements.forEach((element) -> documents.add(converted(element, depth - 1)));
			return documents;
		}
		return (value instanceof Map<?, ?> map && isPlain(map)) ? entries(map, depth) : document(value);
	}

	private Object entries(Map<?, ?> map, int depth) {
		Object first = map.isEmpty() ? null : map.values().iterator().next();
		if (depth == 0 || map.size() > MOST_ELEMENTS || converted(first, depth - 1) == first) {
			return map;
		}
		Map<Object, @Nullable Object> documents = new LinkedHashMap<>();
		map.forEach((key, value) -> documents.put(key, converted(value, depth - 1)));
		return documents;
	}

	private @Nullable Object document(@Nullable Object value) {
		for (RequestType<?> type : this.types) {
			if (type.type().isInstance(value) && value != null) {
				Object document = type.documentOf(value);
				return (document != null) ? document : value;
			}
		}
		return value;
	}

	/** Collections that are not Java's own may have to be loaded first. */
	private static @Nullable Collection<?> elements(@Nullable Object value) {
		if (value instanceof Object[] array) {
			return Arrays.asList(array);
		}
		if (value instanceof List<?> list) {
			return ContentSnapshots.isLoaded(list) ? list : null;
		}
		return (value instanceof Collection<?> all && isPlain(value)) ? all : null;
	}

	private static boolean isPlain(Object value) {
		return value.getClass().getName().startsWith("java.util.");
	}

}
