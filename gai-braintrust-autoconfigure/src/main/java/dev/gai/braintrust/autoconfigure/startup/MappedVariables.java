package dev.gai.braintrust.autoconfigure.startup;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.impl.NoOpLog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryEnvironmentVariableEnvironmentPostProcessor;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The properties that Spring Boot makes of {@code OTEL_*} variables, found out where it
 * does no harm, and put right: Boot takes any number, OpenTelemetry throws at some.
 *
 * @param properties the properties, as far as they can be used
 * @param refused the variables whose value cannot be used
 * @param replaced whether a value was put right without anything to say about it
 */
record MappedVariables(Map<String, Object> properties, Set<String> refused, boolean replaced) {

	/**
	 * What Boot makes of a timeout of 0, which means none. It is more nanoseconds than a
	 * {@code long} has.
	 */
	private static final String ENDLESS = Duration.ofSeconds(Long.MAX_VALUE).toString();

	/** As good as none, and still less than 2³¹ milliseconds, which HTTP clients want. */
	private static final String VERY_LONG = Duration.ofDays(24).toString();

	private static final Pattern VARIABLE = Pattern.compile("OTEL_[A-Z_]+");

	/**
	 * Maps the variables of the process.
	 * @param application the application
	 * @return the properties
	 * @throws RuntimeException if Spring Boot cannot read a variable, and so none
	 */
	static MappedVariables of(SpringApplication application) {
		StandardEnvironment trial = new StandardEnvironment();
		trial.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		trial.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		new OpenTelemetryEnvironmentVariableEnvironmentPostProcessor((destination) -> new NoOpLog())
			.postProcessEnvironment(trial, application);
		return in(trial.getPropertySources());
	}

	static MappedVariables in(Iterable<PropertySource<?>> sources) {
		Map<String, Object> properties = new LinkedHashMap<>();
		Set<String> refused = new LinkedHashSet<>();
		boolean replaced = false;
		for (PropertySource<?> source : sources) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					Object value = Objects.requireNonNull(enumerable.getProperty(name));
					if (!isUsable(name, value)) {
						refused.add(variable(name, OriginLookup.getOrigin(source, name)));
						continue;
					}
					replaced |= value.equals(ENDLESS);
					properties.put(name, value.equals(ENDLESS) ? VERY_LONG : value);
				}
			}
		}
		return new MappedVariables(properties, refused, replaced);
	}

	private static boolean isUsable(String property, Object value) {
		if (property.endsWith(".max-queue-size") || property.endsWith(".max-batch-size")) {
			return Integer.parseInt(value.toString()) > 0;
		}
		return !property.contains(".limits.") || Integer.parseInt(value.toString()) >= 0;
	}

	private static String variable(String property, @Nullable Origin origin) {
		Matcher name = VARIABLE.matcher(String.valueOf(origin));
		return name.find() ? name.group() : property;
	}

}
