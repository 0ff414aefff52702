package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;

import dev.gai.braintrust.content.ContentMasking;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * A wrong value as a message may show it.
 */
final class ShownValue {

	private static final int LONGEST = 120;

	private static final List<String> SECRETS = List.of("api-key", "secret", "password", "adopt-from");

	private ShownValue() {
	}

	/**
	 * Finds the value of a property.
	 * @param environment where it is set
	 * @param property name of the property
	 * @return the value, {@code null} if there is none or it could hold a secret
	 */
	static @Nullable String of(Environment environment, String property) {
		if (SECRETS.stream().anyMatch(property::contains)) {
			return null;
		}
		try {
			String value = Binder.get(environment).bind(property, String.class).orElse(null);
			return (value == null || isSuspect(environment, value)) ? null : shortened(masked(value));
		}
		catch (BindException | IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Addresses may hold a user or a signature, and somebody may have pasted the key.
	 */
	private static boolean isSuspect(Environment environment, String value) {
		String key = environment.getProperty("gai.braintrust.api-key", "");
		boolean credentials = value.contains("@") || (value.contains(":/") && StringUtils.containsWhitespace(value))
				|| value.contains("?") && value.contains("=");
		return credentials || value.chars().anyMatch(Character::isISOControl)
				|| (StringUtils.hasText(key) && value.contains(key.strip()));
	}

	private static String masked(String value) {
		return new ContentMasking(true, List.of(), List.of()).maskText("value", value);
	}

	private static String shortened(String value) {
		return (value.length() <= LONGEST) ? value : value.substring(0, LONGEST) + "…";
	}

}
