package dev.gai.braintrust.springai.bean;

import java.util.function.Supplier;

import dev.gai.braintrust.annotation.Guardrail;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.MemoryAdvisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Learns from beans which advisors are guardrails, and which are memories.
 *
 * @since 0.1.0
 */
public final class AdvisorBeans implements BeanPostProcessor {

	private final ListableBeanFactory beans;

	private final Supplier<@Nullable AdvisorNames> names;

	/**
	 * Creates a post-processor.
	 * @param beans tells annotations of beans
	 * @param names is told the names
	 */
	public AdvisorBeans(ListableBeanFactory beans, Supplier<@Nullable AdvisorNames> names) {
		this.beans = beans;
		this.names = names;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advisor advisor) {
			Guard.run("It is not known whether an advisor is a guardrail:", advisor, () -> {
				AdvisorNames known = this.names.get();
				if (known != null) {
					learn(advisor, beanName, known);
				}
			});
		}
		return bean;
	}

	private void learn(Advisor advisor, String beanName, AdvisorNames known) {
		Guardrail marked = this.beans.containsBean(beanName)
				? this.beans.findAnnotationOnBean(beanName, Guardrail.class, false) : null;
		if (marked != null || advisor instanceof SafeGuardAdvisor) {
			String name = (marked != null && !marked.value().isBlank()) ? marked.value() : advisor.getName();
			known.guardrail(advisor.getName(),
					new AdvisorNames.KnownGuardrail(name, advisor.getClass() == SafeGuardAdvisor.class));
		}
		if (advisor instanceof MemoryAdvisor) {
			known.memory(advisor.getName());
		}
	}

}
