package dev.gai.braintrust.autoconfigure.condition;

import dev.gai.braintrust.autoconfigure.startup.NoExport;
import dev.gai.braintrust.promise.Internal;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;

/**
 * Decides when the application starts what depends on the API key. Spring's processing
 * ahead of time evaluates conditions where the application is built, and there no key
 * should be. So both the beans that send spans and those that only show them are
 * processed, and what does not apply is removed here before any bean is made. Which beans
 * those are is known {@linkplain DeferredBeans where the application is built}. Without
 * processing ahead of time there is no such post-processor.
 *
 * @since 0.1.0
 */
@Internal
public final class DeferredConditions implements BeanDefinitionRegistryPostProcessor {

	private static final String NAME = "braintrustDeferredConditions";

	private final Environment environment;

	private final String[] sending;

	private final String[] showing;

	private DeferredConditions(Environment environment, String[] sending, String[] showing) {
		this.environment = environment;
		this.sending = sending;
		this.showing = showing;
	}

	/**
	 * Has it decided when the context is refreshed, as properties may come until then.
	 * Called by what is generated.
	 * @param beans the beans of the application
	 * @param environment where the key may be set
	 * @param sending names of the beans that are there only where spans are sent
	 * @param showing names of the beans that are there only where they are not
	 */
	public static void register(ConfigurableListableBeanFactory beans, Environment environment, String[] sending,
			String[] showing) {
		beans.registerSingleton(NAME, new DeferredConditions(environment, sending, showing));
	}

	/**
	 * Whether beans are processed ahead of time just now.
	 */
	static boolean areCollected() {
		return SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING);
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		for (String name : isSent(registry) ? this.showing : this.sending) {
			if (registry.containsBeanDefinition(name)) {
				registry.removeBeanDefinition(name);
			}
		}
	}

	private boolean isSent(BeanDefinitionRegistry registry) {
		ListableBeanFactory beans = (registry instanceof ListableBeanFactory factory) ? factory : null;
		boolean key = OnBraintrustExportCondition.isKeyKnown(this.environment, beans);
		return NoExport.reason(this.environment, key) == null;
	}

}
