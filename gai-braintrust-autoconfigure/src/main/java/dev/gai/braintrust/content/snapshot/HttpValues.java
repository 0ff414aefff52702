package dev.gai.braintrust.content.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.json.MappingJacksonValue;

/**
 * What Spring has for HTTP: of an entity the body counts, as in a result, and headers are
 * their names with their values. What is to be converted in a view is what that view
 * shows. Only {@link #areOf} and {@link #viewOf} may be called without
 * {@code spring-web}.
 */
final class HttpValues {

	private static final String CONVERTED = "org.springframework.http.converter.json.MappingJacksonValue";

	private HttpValues() {
	}

	static boolean areOf(Class<?> type) {
		return NamedTypes.isKindOf(type, "org.springframework.http.HttpEntity")
				|| NamedTypes.isKindOf(type, "org.springframework.http.HttpHeaders") || isConverted(type);
	}

	/**
	 * The view of Jackson that a value is to be seen in.
	 */
	static @Nullable Class<?> viewOf(Object value) {
		return isConverted(value.getClass()) ? Converted.view(value) : null;
	}

	private static boolean isConverted(Class<?> type) {
		return NamedTypes.isKindOf(type, CONVERTED);
	}

	static @Nullable Object inside(Object value) {
		if (value instanceof HttpHeaders headers) {
			Map<String, List<String>> values = new LinkedHashMap<>();
			headers.forEach(values::put);
			return values;
		}
		if (value instanceof HttpEntity<?> entity) {
			return entity.getBody();
		}
		return isConverted(value.getClass()) ? Converted.inside(value) : value;
	}

	/**
	 * For Jackson 2, which may be absent; Spring has nothing of the kind for Jackson 3.
	 */
	@SuppressWarnings("removal")
	private static final class Converted {

		/**
		 * What a filter leaves out only Jackson 2 knows.
		 */
		static @Nullable Object inside(Object value) {
			MappingJacksonValue converted = (MappingJacksonValue) value;
			return (converted.getFilters() != null) ? UntouchableTypes.marker(value.getClass()) : converted.getValue();
		}

		static @Nullable Class<?> view(Object value) {
			return ((MappingJacksonValue) value).getSerializationView();
		}

	}

}
