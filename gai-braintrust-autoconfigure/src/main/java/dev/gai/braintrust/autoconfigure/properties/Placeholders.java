package dev.gai.braintrust.autoconfigure.properties;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Placeholders that nothing has resolved. Spring leaves them as they are where it binds
 * properties, so that a project would be called <code>${PROJECT}</code>, and fails
 * without the name of the property where it reads single ones.
 */
final class Placeholders {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}:]+)}");

	/** A regular expression may look for what a placeholder looks like. */
	private static final String PATTERNS = "gai.braintrust.content.masking.patterns";

	private Placeholders() {
	}

	/**
	 * Checks the values that could be any text.
	 * @param properties what is set
	 * @throws InvalidBraintrustPropertyException if one of them is a placeholder
	 */
	static void check(BraintrustProperties properties) {
		TextSettings.forEach("gai.braintrust", properties, (property, value) -> {
			InvalidBraintrustPropertyException unresolved = property.startsWith(PATTERNS) ? null : of(property, value);
			if (unresolved != null) {
				throw unresolved;
			}
		});
	}

	/**
	 * Looks for a placeholder in a value.
	 * @param property name of the property
	 * @param value its value
	 * @return what is wrong, {@code null} if there is none
	 */
	static @Nullable InvalidBraintrustPropertyException of(String property, @Nullable Object value) {
		Matcher placeholder = PLACEHOLDER.matcher((value instanceof String text) ? text : "");
		return placeholder.find() ? unresolved(property, placeholder.group(1)) : null;
	}

	private static InvalidBraintrustPropertyException unresolved(String property, String placeholder) {
		return new InvalidBraintrustPropertyException(property, "has a placeholder that cannot be resolved",
				"Write the value itself, set " + placeholder + ", or add a default, as in ${" + placeholder + ":}.");
	}

	/**
	 * Looks for the setting that holds a placeholder.
	 * @param environment where settings are set
	 * @param placeholder what could not be resolved
	 * @return what is wrong, {@code null} if no setting of this library holds it
	 */
	static @Nullable InvalidBraintrustPropertyException in(Environment environment, String placeholder) {
		if (!(environment instanceof ConfigurableEnvironment configurable)) {
			return null;
		}
		for (PropertySource<?> source : configurable.getPropertySources()) {
			for (String name : (source instanceof EnumerablePropertySource<?> named) ? named.getPropertyNames()
					: new String[0]) {
				if (isOurs(name) && String.valueOf(source.getProperty(name)).contains("${" + placeholder)) {
					return unresolved(name, placeholder);
				}
			}
		}
		return null;
	}

	private static boolean isOurs(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '.').startsWith("gai.braintrust.");
	}

}
