package dev.gai.braintrust.autoconfigure.startup;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Why nothing is exported.
 *
 * @since 0.1.0
 */
public final class NoExport {

	static final String SPECIFIC = "management.tracing.export.braintrust.enabled";

	static final String GENERAL = "management.tracing.export.enabled";

	private NoExport() {
	}

	/**
	 * Looks for a reason.
	 * @param environment the environment
	 * @return the reason with what to do, {@code null} if there is none
	 */
	public static @Nullable String reason(Environment environment) {
		return reason(environment, isKeySet(environment));
	}

	/**
	 * Whether a property or an environment variable says the key.
	 * @param environment the environment
	 * @return whether there is a key, unless a bean brings it
	 */
	public static boolean isKeySet(Environment environment) {
		return StringUtils.hasText(environment.getProperty("gai.braintrust.api-key"));
	}

	/**
	 * Looks for a reason.
	 * @param environment the environment
	 * @param key whether there is a key, wherever it comes from
	 * @return the reason with what to do, {@code null} if there is none
	 */
	public static @Nullable String reason(Environment environment, boolean key) {
		if (!isOn(environment, "gai.braintrust.enabled")) {
			return "gai.braintrust.enabled is false";
		}
		if (!isOn(environment, "management.opentelemetry.enabled")) {
			return "management.opentelemetry.enabled is false, so that Spring Boot makes no tracer";
		}
		String specific = environment.getProperty(SPECIFIC);
		if (specific != null && !Boolean.parseBoolean(specific) && isSilentTest(environment)) {
			return "Tests send nothing unless they ask for it: annotate the test with @AutoConfigureTracing, or set "
					+ SPECIFIC + "=true in it";
		}
		if (specific != null && !Boolean.parseBoolean(specific)) {
			return "management.tracing.export.braintrust.enabled is false";
		}
		if (specific == null && !isOn(environment, GENERAL)) {
			return "management.tracing.export.enabled is false";
		}
		if (!key) {
			return "No API key is set: set the environment variable BRAINTRUST_API_KEY or the property "
					+ "gai.braintrust.api-key";
		}
		return null;
	}

	/**
	 * Says why nothing is exported, when it is known that nothing is.
	 * @param environment the environment
	 * @return the reason
	 */
	public static String explanation(Environment environment) {
		String reason = reason(environment);
		return (reason != null) ? reason
				: "The auto-configuration of the export is excluded, or replaced by the application's own";
	}

	private static boolean isSilentTest(Environment environment) {
		PropertySource<?> source = (environment instanceof ConfigurableEnvironment configurable)
				? configurable.getPropertySources().get(SilentTestsContextCustomizerFactory.SOURCE) : null;
		return source != null && source.containsProperty(SPECIFIC);
	}

	private static boolean isOn(Environment environment, String property) {
		return environment.getProperty(property, Boolean.class, true);
	}

}
