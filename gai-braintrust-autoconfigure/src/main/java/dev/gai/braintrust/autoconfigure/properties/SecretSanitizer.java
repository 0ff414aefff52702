package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.gai.braintrust.promise.Internal;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the API key, the password of a proxy and {@code Authorization} headers in
 * Actuator's endpoints, also where the application lets these show values. The key is
 * hidden under whatever name it is found, since properties often refer to others.
 */
@Internal
public final class SecretSanitizer implements SanitizingFunction {

	/** Within a command line, or JSON in an environment variable. */
	private static final Pattern AUTHORIZATION = Pattern
		.compile("authorization[\"']?\\s*[=:]\\s*[\"']?(?:bearer|basic)\\b", Pattern.CASE_INSENSITIVE);

	private final List<ApiKey> secrets;

	/**
	 * Creates a sanitizer.
	 * @param secrets what to hide beside what is hidden by its name
	 */
	public SecretSanitizer(List<ApiKey> secrets) {
		this.secrets = secrets;
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
				|| (name.contains("braintrust") && (name.endsWith("secret") || name.endsWith("password")))
				|| (name.contains("otlp") && name.contains("headers"));
	}

	private boolean isSecret(Object value) {
		if (value instanceof ApiKey) {
			return true;
		}
		String text = value.toString();
		return this.secrets.stream().anyMatch((secret) -> secret.isPartOf(text)) || AUTHORIZATION.matcher(text).find();
	}

}
