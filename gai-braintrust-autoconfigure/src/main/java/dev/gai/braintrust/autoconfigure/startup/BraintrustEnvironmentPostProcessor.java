package dev.gai.braintrust.autoconfigure.startup;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Lets Braintrust's own environment variables stand in for properties that are not set.
 * They are looked up in the whole environment, so that they are also found in files that
 * are imported as configuration, such as {@code .env}. A blank variable is no variable; a
 * property always wins, also a blank one, so that {@code gai.braintrust.api-key=} keeps a
 * test from sending.
 */
final class BraintrustEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().addLast(new BraintrustVariables(environment));
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
