package dev.gai.braintrust.response.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a call which Gemini streams one by one, each with the path at which it
 * stands: {@code $.city}, {@code $.tags[0]}.
 */
final class GrowingArguments {

	private static final int DEEPEST = 32;

	private static final int LONGEST_LIST = 1000;

	private final Map<String, @Nullable Object> root = new LinkedHashMap<>();

	/**
	 * Creates arguments of which none has come.
	 */
	GrowingArguments() {
	}

	/**
	 * Takes an argument, or a piece of one.
	 * @param argument the argument with its path
	 */
	void add(JsonValue argument) {
		String text = argument.get("jsonPath").text();
		List<Object> path = (text != null) ? path(text) : List.of();
		if (path.isEmpty() || !(path.get(0) instanceof String)) {
			return;
		}
		Object at = this.root;
		for (int i = 0; i < path.size() - 1; i++) {
			Object next = get(at, path.get(i));
			if (!(next instanceof Map<?, ?>) && !(next instanceof List<?>)) {
				next = (path.get(i + 1) instanceof String) ? new LinkedHashMap<>() : new ArrayList<>();
				put(at, path.get(i), next);
			}
			at = next;
		}
		Object last = path.get(path.size() - 1);
		String piece = argument.get("stringValue").text();
		Object before = get(at, last);
		if (piece == null) {
			JsonValue number = argument.get("numberValue");
			put(at, last, argument.has("numberValue") ? number.plain() : argument.get("boolValue").plain());
		}
		else if (before instanceof StringBuilder growing) {
			growing.append(piece);
		}
		else {
			put(at, last, new StringBuilder(piece));
		}
	}

	private static @Nullable Object get(Object container, Object key) {
		if (container instanceof Map<?, ?> map) {
			return map.get(key);
		}
		return (container instanceof List<?> list && key instanceof Integer index && index < list.size())
				? list.get(index) : null;
	}

	@SuppressWarnings("unchecked")
	private static void put(Object container, Object key, @Nullable Object value) {
		if (container instanceof Map<?, ?> map && key instanceof String) {
			((Map<Object, @Nullable Object>) map).put(key, value);
		}
		else if (container instanceof List<?> list && key instanceof Integer index) {
			List<@Nullable Object> elements = (List<@Nullable Object>) list;
			while (elements.size() <= index) {
				elements.add(null);
			}
			elements.set(index, value);
		}
	}

	/**
	 * Names and places in lists, none if the path cannot be read.
	 */
	private static List<Object> path(String text) {
		List<Object> path = new ArrayList<>();
		int i = text.startsWith("$") ? 1 : text.length();
		while (i < text.length() && path.size() < DEEPEST) {
			boolean bracket = text.charAt(i) == '[';
			int end = bracket ? text.indexOf(']', i) : endOfName(text, i + 1);
			if (end <= i + 1 || (!bracket && text.charAt(i) != '.')) {
				return List.of();
			}
			Object step = bracket ? inBrackets(text.substring(i + 1, end)) : text.substring(i + 1, end);
			if (step == null) {
				return List.of();
			}
			path.add(step);
			i = bracket ? end + 1 : end;
		}
		return path;
	}

	private static int endOfName(String text, int start) {
		int end = start;
		while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
			end++;
		}
		return end;
	}

	private static @Nullable Object inBrackets(String step) {
		boolean quoted = step.length() > 2 && (step.charAt(0) == '\'' || step.charAt(0) == '"')
				&& step.charAt(step.length() - 1) == step.charAt(0);
		if (quoted) {
			return step.substring(1, step.length() - 1);
		}
		boolean number = step.length() <= 4 && step.chars().allMatch((c) -> c >= '0' && c <= '9');
		int index = number ? Integer.parseInt(step) : LONGEST_LIST;
		return (index < LONGEST_LIST) ? index : null;
	}

	/**
	 * What has come.
	 * @return the arguments as JSON text
	 */
	@Nullable String json() {
		return JsonValue.of(this.root).json();
	}

}
