package dev.gai.braintrust.replay;

import java.util.Arrays;
import java.util.Locale;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What becomes of a request.
 */
enum ReplayMode {

	/** It is answered from a cassette. */
	REPLAY,

	/** It is passed on, and becomes a cassette. */
	RECORD,

	/** The client asks the provider. */
	LIVE;

	static final String PROPERTY = "gai.braintrust.replay.mode";

	static ReplayMode of(ConfigurableEnvironment environment) {
		String value = new Binder(ConfigurationPropertySources.from(environment.getPropertySources()),
				new PropertySourcesPlaceholdersResolver(environment))
			.bind(PROPERTY, String.class)
			.orElse("");
		return of(value);
	}

	static ReplayMode of(String value) {
		String name = value.strip().toUpperCase(Locale.ROOT);
		return name.isEmpty() ? REPLAY
				: Arrays.stream(values())
					.filter((mode) -> mode.name().equals(name))
					.findFirst()
					.orElseThrow(() -> new IllegalArgumentException(
							PROPERTY + " is '" + value.strip() + "': write replay, record or live"));
	}

}
