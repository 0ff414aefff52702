package dev.gai.braintrust.content.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;

/**
 * What Spring has for HTTP: of an entity the body counts, as in a result, and headers are
 * their names with their values. Only {@link #areOf} may be called without
 * {@code spring-web}.
 */
final class HttpValues {

	private HttpValues() {
	}

	static boolean areOf(Class<?> type) {
		return NamedTypes.isKindOf(type, "org.springframework.http.HttpEntity")
				|| NamedTypes.isKindOf(type, "org.springframework.http.HttpHeaders");
	}

	static @Nullable Object inside(Object value) {
		if (value instanceof HttpHeaders headers) {
			Map<String, List<String>> values = new LinkedHashMap<>();
			headers.forEach(values::put);
			return values;
		}
		return (value instanceof HttpEntity<?> entity) ? entity.getBody() : value;
	}

}
