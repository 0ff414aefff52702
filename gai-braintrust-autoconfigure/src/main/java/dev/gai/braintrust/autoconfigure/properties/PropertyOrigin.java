package dev.gai.braintrust.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Where a property was set.
 */
final class PropertyOrigin {

	private PropertyOrigin() {
	}

	/**
	 * Whether the value that is found of a property is used: a list is taken as a whole
	 * from the first place that has any of it, and what others say of it does not count.
	 * @param environment the environment
	 * @param property name of the property
	 * @return {@code false} if it is part of a list that is taken from elsewhere
	 */
	static boolean isUsed(Environment environment, String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		int index = 0;
		while (index < name.getNumberOfElements() && !name.isNumericIndex(index)) {
			index++;
		}
		if (index == name.getNumberOfElements()) {
			return true;
		}
		ConfigurationPropertyName list = name.chop(index);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.containsDescendantOf(list) == ConfigurationPropertyState.PRESENT) {
				return source.getConfigurationProperty(name) != null;
			}
		}
		return true;
	}

	/**
	 * Finds the place.
	 * @param environment the environment
	 * @param property name of the property
	 * @return the place, {@code null} if the property is not set or its place not known
	 */
	static @Nullable String of(Environment environment, String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null) {
				return (found.getOrigin() != null) ? found.getOrigin().toString() : null;
			}
		}
		return null;
	}

}
