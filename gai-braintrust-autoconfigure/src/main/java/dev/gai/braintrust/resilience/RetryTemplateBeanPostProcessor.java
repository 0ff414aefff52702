package dev.gai.braintrust.resilience;

import java.util.List;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.support.CompositeRetryListener;

/**
 * Listens to the {@link RetryTemplate} beans of an application, beside the listener that
 * they have.
 *
 * @since 0.1.0
 */
public final class RetryTemplateBeanPostProcessor implements BeanPostProcessor {

	private final CurrentCall current;

	/**
	 * Creates a post-processor.
	 * @param current the current call
	 */
	public RetryTemplateBeanPostProcessor(CurrentCall current) {
		this.current = current;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RetryTemplate template) {
			template.setRetryListener(new CompositeRetryListener(
					List.of(template.getRetryListener(), new RetryTemplateRecorder(this.current))));
		}
		return bean;
	}

}
