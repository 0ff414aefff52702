package dev.gai.braintrust.replay;

import java.util.List;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts the servers that stand before the providers, and puts their addresses above all
 * that the application or the test sets. Tests with the same settings share their
 * application.
 *
 * @param settings the providers
 * @param process what the process says of the mode and the providers
 */
record ReplayContextCustomizer(List<ReplaySettings> settings, List<String> process) implements ContextCustomizer {

	private static final String NAME = AddressPropertySource.NAME;

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Replay replay = Replay.start(this.settings, environment, context.getBeanFactory());
		replay.addTo(environment);
		// Nothing that came first in the meantime may lead a request past the server.
		context.addBeanFactoryPostProcessor((beans) -> replay.addTo(environment));
		context.getBeanFactory().registerSingleton(NAME, replay);
		if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
			// Also when the application fails to start.
			registry.registerDisposableBean(NAME, replay::close);
		}
	}

}
