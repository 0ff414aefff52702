package dev.gai.braintrust.autoconfigure.startup;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * A source that has a property only where the variable has a value. Its own source is not
 * the environment: Boot looks for further sources in a source that is one, and would
 * never come back.
 */
final class BraintrustVariables extends PropertySource<Object> implements OriginLookup<String> {

	private static final Map<String, List<String>> VARIABLES = Map.of("gai.braintrust.api-key",
			List.of("BRAINTRUST_API_KEY"), "gai.braintrust.api-url", List.of("BRAINTRUST_API_URL"),
			"gai.braintrust.app-url", List.of("BRAINTRUST_APP_URL"), "gai.braintrust.org-name",
			List.of("BRAINTRUST_ORG_NAME"), "gai.braintrust.project-id", List.of("BRAINTRUST_PROJECT_ID"),
			"gai.braintrust.project-name", List.of("BRAINTRUST_PROJECT_NAME", "BRAINTRUST_PROJECT"),
			"gai.braintrust.parent", List.of("BRAINTRUST_PARENT"));

	private final ConfigurableEnvironment environment;

	BraintrustVariables(ConfigurableEnvironment environment) {
		super("braintrustEnvironmentVariables");
		this.environment = environment;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		String variable = variable(name);
		return (variable != null) ? this.environment.getProperty(variable) : null;
	}

	private @Nullable String variable(String property) {
		for (String variable : VARIABLES.getOrDefault(property, List.of())) {
			if (StringUtils.hasText(this.environment.getProperty(variable))) {
				return variable;
			}
		}
		return null;
	}

	@Override
	public @Nullable Origin getOrigin(String property) {
		String variable = variable(property);
		if (variable == null) {
			return null;
		}
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
					&& source.containsProperty(variable)) {
				return PropertySourceOrigin.get(source, variable);
			}
		}
		return null;
	}

}
