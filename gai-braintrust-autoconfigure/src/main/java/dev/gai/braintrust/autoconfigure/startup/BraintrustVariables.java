package dev.gai.braintrust.autoconfigure.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * A source that has a property only where the variable has a value. Its own source is not
 * the environment: Boot looks for further sources in a source that is one, and would
 * never come back. It can be listed, since a single source that cannot has Boot try each
 * name that any settings of the application could have, one by one.
 */
final class BraintrustVariables extends EnumerablePropertySource<Object> implements OriginLookup<String> {

	private static final Map<String, List<String>> VARIABLES = Map.of("gai.braintrust.api-key",
			List.of("BRAINTRUST_API_KEY"), "gai.braintrust.api-url", List.of("BRAINTRUST_API_URL"),
			"gai.braintrust.app-url", List.of("BRAINTRUST_APP_URL"), "gai.braintrust.org-name",
			List.of("BRAINTRUST_ORG_NAME"), "gai.braintrust.project-id", List.of("BRAINTRUST_PROJECT_ID"),
			"gai.braintrust.project-name", List.of("BRAINTRUST_PROJECT_NAME", "BRAINTRUST_PROJECT"),
			"gai.braintrust.parent", List.of("BRAINTRUST_PARENT"));

	private final ConfigurableEnvironment environment;

	private volatile Listing listing = new Listing(List.of(), new String[0]);

	BraintrustVariables(ConfigurableEnvironment environment) {
		super("braintrustEnvironmentVariables");
		this.environment = environment;
	}

	/**
	 * Asked at each look-up of what is set nowhere, so found once for the same sources.
	 * Values are not resolved here: a placeholder in one of them would be looked up in
	 * this list again.
	 */
	@Override
	public String[] getPropertyNames() {
		Listing known = this.listing;
		if (!known.isOf(this.environment.getPropertySources())) {
			List<PropertySource<?>> sources = new ArrayList<>();
			this.environment.getPropertySources().forEach(sources::add);
			List<String> names = new ArrayList<>();
			for (Map.Entry<String, List<String>> property : VARIABLES.entrySet()) {
				if (isAnySet(property.getValue(), sources)) {
					names.add(property.getKey());
				}
			}
			known = new Listing(sources, names.toArray(new String[0]));
			this.listing = known;
		}
		return known.names();
	}

	private boolean isAnySet(List<String> variables, List<PropertySource<?>> sources) {
		for (PropertySource<?> source : sources) {
			if (source != this && !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				for (String variable : variables) {
					Object value = source.getProperty(variable);
					if (value != null && StringUtils.hasText(value.toString())) {
						return true;
					}
				}
			}
		}
		return false;
	}

	@Override
	public boolean containsProperty(String name) {
		return getProperty(name) != null;
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

	/** The properties that the variables of some sources stand in for. */
	private record Listing(List<PropertySource<?>> sources, String[] names) {

		boolean isOf(Iterable<PropertySource<?>> others) {
			int i = 0;
			for (PropertySource<?> other : others) {
				if (i >= this.sources.size() || this.sources.get(i++) != other) {
					return false;
				}
			}
			return i == this.sources.size();
		}

	}

}
