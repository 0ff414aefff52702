package dev.gai.braintrust.autoconfigure.properties;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Checks all settings before any bean is made, so that a wrong one ends in one message
 * whatever would have met it first, and tells of names that nothing reads.
 *
 * @since 0.1.0
 */
public final class SettingsCheck implements BeanFactoryPostProcessor, Ordered {

	private static final Log logger = LogFactory.getLog("dev.gai.braintrust");

	private final Environment environment;

	/**
	 * Creates a check.
	 * @param environment where settings are set
	 */
	public SettingsCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Checks the settings.
	 * @throws InvalidBraintrustPropertyException if one of them cannot work
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		// First, as a wrong name is often why another setting seems to be missing.
		new UnknownNames(new KnownNames("gai.braintrust", BraintrustProperties.class)).warnings(this.environment)
			.forEach(logger::warn);
		BraintrustProperties properties = properties(beanFactory);
		Placeholders.check(properties);
		PropertyChecks.check(properties);
		BraintrustConnection.of(properties, this.environment).check();
	}

	/**
	 * The bean, which all others will get, so that the properties are bound once.
	 */
	private BraintrustProperties properties(ConfigurableListableBeanFactory beanFactory) {
		String name = "gai.braintrust-" + BraintrustProperties.class.getName();
		return beanFactory.containsBeanDefinition(name) ? beanFactory.getBean(name, BraintrustProperties.class)
				: Binder.get(this.environment).bindOrCreate("gai.braintrust", BraintrustProperties.class);
	}

}
