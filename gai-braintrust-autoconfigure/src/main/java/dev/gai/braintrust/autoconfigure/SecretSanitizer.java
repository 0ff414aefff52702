package dev.gai.braintrust.autoconfigure;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the API key and {@code Authorization} headers in Actuator's endpoints, also where
 * the application lets these show values. The key is hidden under whatever name it is
 * found, since properties often refer to others.
 */
final class SecretSanitizer implements SanitizingFunction {

	private final @Nullable ApiKey apiKey;

	SecretSanitizer(@Nullable ApiKey apiKey) {
		this.apiKey = apiKey;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		return (isSecret(data.getKey()) || isSecret(value)) ? data.withSanitizedValue() : data;
	}

	private static boolean isSecret(String key) {
		String name = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
		return name.endsWith("braintrustapikey") || name.contains("authorization")
				|| (name.startsWith("otelexporterotlp") && name.endsWith("headers"));
	}

	private boolean isSecret(Object value) {
		return value instanceof ApiKey || (this.apiKey != null && this.apiKey.isPartOf(value.toString()));
	}

}
