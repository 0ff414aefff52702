package dev.gai.braintrust.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says which property is wrong, where it was set and what to write instead.
 */
final class InvalidBraintrustPropertyFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidBraintrustPropertyException> {

	private final @Nullable Environment environment;

	InvalidBraintrustPropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidBraintrustPropertyException cause) {
		String origin = origin(cause.property());
		return new FailureAnalysis(cause.getMessage() + ((origin != null) ? ", set in " + origin : "") + ".",
				cause.action(), cause);
	}

	private @Nullable String origin(String property) {
		if (this.environment == null) {
			return null;
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(ConfigurationPropertyName.of(property));
			if (found != null && found.getOrigin() != null) {
				return String.valueOf(found.getOrigin());
			}
		}
		return null;
	}

}
