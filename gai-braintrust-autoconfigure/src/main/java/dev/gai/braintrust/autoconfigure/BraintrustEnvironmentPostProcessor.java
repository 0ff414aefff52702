package dev.gai.braintrust.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Lets Braintrust's own environment variables stand in for properties that are not set.
 * They are looked up in the whole environment, so that they are also found in files that
 * are imported as configuration, such as {@code .env}.
 */
final class BraintrustEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().addLast(new Variables(environment));
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * A source that has a property only where the variable has a value. Its own source is
	 * not the environment: Boot looks for further sources in a source that is one, and
	 * would never come back.
	 */
	private static final class Variables extends PropertySource<Object> {

		private static final Map<String, List<String>> VARIABLES = Map.of("gai.braintrust.api-key",
				List.of("BRAINTRUST_API_KEY"), "gai.braintrust.api-url", List.of("BRAINTRUST_API_URL"),
				"gai.braintrust.app-url", List.of("BRAINTRUST_APP_URL"), "gai.braintrust.org-name",
				List.of("BRAINTRUST_ORG_NAME"), "gai.braintrust.project-id", List.of("BRAINTRUST_PROJECT_ID"),
				"gai.braintrust.project-name", List.of("BRAINTRUST_PROJECT_NAME", "BRAINTRUST_PROJECT"),
				"gai.braintrust.parent", List.of("BRAINTRUST_PARENT"));

		private final Environment environment;

		Variables(Environment environment) {
			super("braintrustEnvironmentVariables");
			this.environment = environment;
		}

		@Override
		public @Nullable Object getProperty(String name) {
			for (String variable : VARIABLES.getOrDefault(name, List.of())) {
				String value = this.environment.getProperty(variable);
				if (StringUtils.hasText(value)) {
					return value;
				}
			}
			return null;
		}

	}

}
