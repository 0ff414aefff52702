package dev.gai.braintrust.autoconfigure.properties;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Says of a setting that cannot be read as a time, a size or whatever it has to be, what
 * to write instead. Comes before the analyzer of Spring Boot, which shows the value
 * whatever it is and leaves what to write to the reader.
 */
final class UnreadableSettingFailureAnalyzer implements FailureAnalyzer, Ordered {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("gai.braintrust");

	private final Environment environment;

	private final InvalidBraintrustPropertyFailureAnalyzer messages;

	UnreadableSettingFailureAnalyzer(Environment environment) {
		this.environment = environment;
		this.messages = new InvalidBraintrustPropertyFailureAnalyzer(environment);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		InvalidBraintrustPropertyException wrong = null;
		Throwable cause = failure;
		// The innermost one names the setting, those around it the group that it is in.
		for (int depth = 0; cause != null && depth < 50; depth++) {
			InvalidBraintrustPropertyException found = wrong(cause);
			wrong = (found != null) ? found : wrong;
			cause = cause.getCause();
		}
		return (wrong != null) ? this.messages.analyze(failure, wrong) : null;
	}

	private @Nullable InvalidBraintrustPropertyException wrong(Throwable cause) {
		if (cause instanceof PlaceholderResolutionException placeholder) {
			return Placeholders.in(this.environment, placeholder.getPlaceholder());
		}
		if (cause instanceof UnboundConfigurationPropertiesException unbound) {
			Iterator<ConfigurationProperty> properties = unbound.getUnboundProperties().iterator();
			return properties.hasNext() ? unreached(properties.next().getName()) : null;
		}
		if (cause instanceof BindException bind && PREFIX.isAncestorOf(bind.getName())) {
			String name = bind.getName().toString();
			ConfigurationProperty property = bind.getProperty();
			InvalidBraintrustPropertyException unresolved = (property != null)
					? Placeholders.of(name, property.getValue()) : null;
			return (unresolved != null) ? unresolved
					: unreadable(name, bind.getTarget().getType().resolve(Object.class));
		}
		if (cause instanceof InvalidConfigurationPropertyValueException invalid
				&& invalid.getName().startsWith(PREFIX + ".")) {
			// Conditions read no other kind.
			return unreadable(invalid.getName(), Boolean.class);
		}
		return null;
	}

	private static @Nullable InvalidBraintrustPropertyException unreached(ConfigurationPropertyName name) {
		int index = 0;
		while (index < name.getNumberOfElements() && !name.chop(index + 1).isLastElementIndexed()) {
			index++;
		}
		if (!PREFIX.isAncestorOf(name) || index == name.getNumberOfElements()) {
			return null;
		}
		return new InvalidBraintrustPropertyException(name.toString(),
				"is ignored, because the elements of its list are not numbered from 0 without gaps",
				"Write the elements of " + name.chop(index) + " with the indexes 0, 1, 2 and so on, all in one place.");
	}

	private static InvalidBraintrustPropertyException unreadable(String name, Class<?> type) {
		ExpectedValue expected = ExpectedValue.of(type);
		if (expected != null) {
			return new InvalidBraintrustPropertyException(name, expected.problem(), expected.action());
		}
		if (Collection.class.isAssignableFrom(type)) {
			return new InvalidBraintrustPropertyException(name, "is a list of settings and has no value of its own",
					"Write the settings of each element below it, as in " + name + "[0].name.");
		}
		String below = Map.class.isAssignableFrom(type) ? "entries" : "settings";
		return new InvalidBraintrustPropertyException(name, "has no value of its own",
				"Write its " + below + " below it, as in " + name + ".name.");
	}

}
