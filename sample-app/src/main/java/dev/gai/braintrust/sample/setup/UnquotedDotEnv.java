package dev.gai.braintrust.sample.setup;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Shells take {@code NAME="value"} without the quotes, Spring reads {@code .env} as
 * properties and takes them with. This takes them off.
 */
final class UnquotedDotEnv {

	private UnquotedDotEnv() {
	}

	static void apply(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source.getName().contains(".env") && source instanceof EnumerablePropertySource<?> file) {
				Map<String, Object> unquoted = unquoted(file);
				if (!unquoted.isEmpty()) {
					environment.getPropertySources()
						.addBefore(file.getName(), new MapPropertySource("unquoted " + file.getName(), unquoted));
				}
				return;
			}
		}
	}

	private static Map<String, Object> unquoted(EnumerablePropertySource<?> file) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (String name : file.getPropertyNames()) {
			String value = String.valueOf(file.getProperty(name));
			if (value.length() > 1 && value.matches("\".*\"|'.*'")) {
				values.put(name, value.substring(1, value.length() - 1));
			}
		}
		return values;
	}

}
