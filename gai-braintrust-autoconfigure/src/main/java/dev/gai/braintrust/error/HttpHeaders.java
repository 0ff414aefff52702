package dev.gai.braintrust.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.guard.PublicMethod;
import org.jspecify.annotations.Nullable;

/**
 * Finds a header in the forms that HTTP clients have for them.
 */
final class HttpHeaders {

	private HttpHeaders() {
	}

	/**
	 * The first value of a header.
	 * @param headers Spring's headers, those of an SDK, or a map
	 * @param name name of the header, in lower case
	 * @return the value, {@code null} if there is none
	 */
	static @Nullable String first(@Nullable Object headers, String name) {
		if (headers == null) {
			return null;
		}
		if (headers instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.filter((entry) -> String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT).equals(name))
				.map((entry) -> text(entry.getValue()))
				.findFirst()
				.orElse(null);
		}
		Object value = PublicMethod.call(headers, "getFirst", name);
		return text((value != null) ? value : PublicMethod.call(headers, "values", name));
	}

	private static @Nullable String text(@Nullable Object value) {
		if (value instanceof Collection<?> values) {
			return values.isEmpty() ? null : text(values.iterator().next());
		}
		return (value != null) ? value.toString() : null;
	}

}
