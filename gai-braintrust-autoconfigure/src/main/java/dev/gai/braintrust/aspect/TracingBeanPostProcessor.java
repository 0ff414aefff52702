package dev.gai.braintrust.aspect;

import java.lang.reflect.Modifier;
import java.util.function.Supplier;

import dev.gai.braintrust.trace.GenAiTracer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/**
 * Puts the tracing of annotated methods around beans, inside of other advice: a result
 * that comes from a cache, or a call that is refused, is no call. A second advice stands
 * outside, so that a call that another aspect retries is still one. Only {@code @Async}
 * is further out. It works with or without AspectJ and with automatic proxies switched
 * off.
 *
 * @since 0.1.0
 */
public final class TracingBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private static final long serialVersionUID = 1L;

	private static final Log logger = LogFactory.getLog(TracingBeanPostProcessor.class);

	private final transient Supplier<@Nullable GenAiTracer> tracer;

	private final transient UntraceableMethods untraceable = new UntraceableMethods();

	private final boolean traced;

	private transient @Nullable Advisor innermost;

	/**
	 * Creates a post-processor.
	 * @param tracer supplies the tracer; asked at the first traced call, since
	 * post-processors are made before other beans
	 */
	public TracingBeanPostProcessor(Supplier<@Nullable GenAiTracer> tracer) {
		this(tracer, true);
	}

	/**
	 * Creates a post-processor.
	 * @param tracer supplies the tracer; asked at the first traced call, since
	 * post-processors are made before other beans
	 * @param traced whether methods are traced at all; if not, those are still called
	 * again whose annotation says so
	 */
	@SuppressWarnings("this-escape")
	public TracingBeanPostProcessor(Supplier<@Nullable GenAiTracer> tracer, boolean traced) {
		this.tracer = tracer;
		this.traced = traced;
		setBeforeExistingAdvisors(true);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		StringValueResolver placeholders = (beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable::resolveEmbeddedValue : (text) -> text;
		TracedInvocations invocations = new TracedInvocations(new TracedMethods(placeholders), this.tracer);
		TracedMethodPointcut pointcut = new TracedMethodPointcut(this.traced);
		this.advisor = new DefaultPointcutAdvisor(pointcut,
				new ContextInterceptor(placeholders, new RepeatableCallInterceptor(invocations)));
		this.innermost = new DefaultPointcutAdvisor(pointcut, new TracingInterceptor(invocations));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
		try {
			if (this.traced && AnnotatedTypes.isAdvised(type)) {
				report(bean, type);
			}
			Object advised = super.postProcessAfterInitialization(bean, beanName);
			Advisor own = this.advisor;
			if (own != null && advised == bean && bean instanceof Advised existing && !existing.isFrozen()) {
				AdvisorPlaces.moveInsideOfAsync(own, existing);
				AdvisorPlaces.addInside(own, this.innermost, existing);
			}
			return advised;
		}
		catch (AopConfigException ex) {
			logger.warn("Calls of bean '" + beanName + "' are not traced: " + type.getName()
					+ " can be advised neither by a subclass nor through an interface");
			return bean;
		}
	}

	private void report(Object bean, Class<?> type) {
		if (!AopUtils.isAopProxy(bean) && UnproxiedTools.areIn(type)) {
			this.untraceable.reportBesideTools(type);
		}
		else {
			this.untraceable.report(type, isAdvisedThroughInterfaces(bean, type));
		}
	}

	/**
	 * Puts the tracing around an object that was {@linkplain #isEligible(Object, String)
	 * left as it is}, for the one who calls its tools.
	 * @param bean the object
	 * @return a proxy of its class, or the object itself if nothing of it is traced or it
	 * is a proxy already
	 */
	public Object advised(Object bean) {
		Advisor own = this.advisor;
		Class<?> type = bean.getClass();
		if (own == null || bean instanceof Advised || Modifier.isFinal(type.getModifiers()) || !isEligible(type)) {
			return bean;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(bean);
		factory.setProxyTargetClass(true);
		factory.addAdvisor(own);
		customizeProxyFactory(factory);
		return factory.getProxy(type.getClassLoader());
	}

	@Override
	protected void customizeProxyFactory(ProxyFactory factory) {
		Advisor inside = this.innermost;
		if (inside != null) {
			factory.addAdvisor(inside);
		}
	}

	/**
	 * A class that can be advised neither by a subclass nor through an interface is left
	 * alone: its methods are reported, and the application starts. Spring's own classes
	 * are not looked at.
	 */
	@Override
	protected boolean isEligible(Class<?> targetClass) {
		return AnnotatedTypes.isAdvised(targetClass) && super.isEligible(targetClass)
				&& (!Modifier.isFinal(targetClass.getModifiers()) || hasInterfaces(targetClass));
	}

	/**
	 * An object with tools of LangChain4j keeps its class, or else the application would
	 * not start.
	 */
	@Override
	protected boolean isEligible(Object bean, String beanName) {
		return super.isEligible(bean, beanName) && !UnproxiedTools.areIn(bean.getClass());
	}

	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		return (AnnotatedTypes.isAdvised(beanClass) && UnproxiedTools.areIn(beanClass)) ? beanClass
				: super.determineBeanType(beanClass, beanName);
	}

	@Override
	protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
		ProxyFactory factory = super.prepareProxyFactory(bean, beanName);
		if (Modifier.isFinal(bean.getClass().getModifiers()) && hasInterfaces(bean.getClass())) {
			factory.setProxyTargetClass(false);
		}
		return factory;
	}

	private boolean isAdvisedThroughInterfaces(Object bean, Class<?> type) {
		if (AopUtils.isAopProxy(bean)) {
			return AopUtils.isJdkDynamicProxy(bean);
		}
		return (Modifier.isFinal(type.getModifiers()) || !isProxyTargetClass()) && hasInterfaces(type);
	}

	private boolean hasInterfaces(Class<?> type) {
		ProxyFactory factory = new ProxyFactory();
		evaluateProxyInterfaces(type, factory);
		return !factory.isProxyTargetClass();
	}

}
