package dev.gai.braintrust.aspect;

import java.lang.reflect.Modifier;
import java.util.function.Supplier;

import dev.gai.braintrust.trace.GenAiTracer;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/**
 * Puts the tracing of annotated methods around beans, outside of any other advice: a call
 * that is retried by another aspect is still one call. It works with or without AspectJ
 * and with automatic proxies switched off.
 *
 * @since 0.1.0
 */
public final class TracingBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private static final long serialVersionUID = 1L;

	private final transient Supplier<@Nullable GenAiTracer> tracer;

	private final transient UntraceableMethods untraceable = new UntraceableMethods();

	/**
	 * Creates a post-processor.
	 * @param tracer supplies the tracer; asked at the first traced call, since
	 * post-processors are made before other beans
	 */
	@SuppressWarnings("this-escape")
	public TracingBeanPostProcessor(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
		setBeforeExistingAdvisors(true);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		StringValueResolver placeholders = (beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable::resolveEmbeddedValue : (text) -> text;
		this.advisor = new DefaultPointcutAdvisor(new TracedMethodPointcut(),
				new TracingInterceptor(new TracedMethods(placeholders), this.tracer));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		if (!type.getName().startsWith("org.springframework.")) {
			this.untraceable.report(ClassUtils.getUserClass(type));
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	/**
	 * A class that can be advised neither by a subclass nor through an interface is left
	 * alone: its methods are reported, and the application starts.
	 */
	@Override
	protected boolean isEligible(Class<?> targetClass) {
		return super.isEligible(targetClass) && (!Modifier.isFinal(targetClass.getModifiers())
				|| ClassUtils.getAllInterfacesForClass(targetClass).length > 0);
	}

}
