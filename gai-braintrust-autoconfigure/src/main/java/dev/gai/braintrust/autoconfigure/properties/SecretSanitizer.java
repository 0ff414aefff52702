package dev.gai.braintrust.autoconfigure.properties;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the API key and {@code Authorization} headers in Actuator's endpoints, also where
 * the application lets these show values. The key is hidden under whatever name it is
 * found, since properties often refer to others.
 */
@Internal
public final class SecretSanitizer implements SanitizingFunction {

	/** Within a command line, or JSON in an environment variable. */
	private static final Pattern AUTHORIZATION = Pattern
		.compile("authorization[\"']?\\s*[=:]\\s*[\"']?(?:bearer|basic)\\b", Pattern.CASE_INSENSITIVE);

	private final @Nullable ApiKey apiKey;

	/**
	 * Creates a sanitizer.
	 * @param apiKey the key to hide, {@code null} if there is none
	 */
	public SecretSanitizer(@Nullable ApiKey apiKey) {
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

	/**
	 * In whatever spelling, of a property, an environment variable or a system property.
	 * Exporters of OTLP carry keys in headers of many names.
	 */
	private static boolean isSecret(String key) {
		String name = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
		return name.endsWith("braintrustapikey") || name.endsWith("authorization")
				|| (name.contains("braintrust") && name.endsWith("secret"))
				|| (name.contains("otlp") && name.contains("headers"));
	}

	private boolean isSecret(Object value) {
		if (value instanceof ApiKey) {
			return true;
		}
		String text = value.toString();
		return (this.apiKey != null && this.apiKey.isPartOf(text)) || AUTHORIZATION.matcher(text).find();
	}

}
