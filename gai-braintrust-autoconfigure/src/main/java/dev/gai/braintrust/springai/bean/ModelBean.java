package dev.gai.braintrust.springai.bean;

import java.lang.reflect.Modifier;
import java.util.function.Consumer;

import dev.gai.braintrust.guard.Guard;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;

/**
 * A bean that is a model, and the model within it if the bean is a proxy. Whoever gets
 * the bean by its class still gets it: a proxy extends that class.
 *
 * @param bean as the application has it
 * @param target the model itself
 * @since 0.1.0
 */
public record ModelBean(Object bean, Object target) {

	/**
	 * Looks into a bean.
	 * @param bean the bean
	 * @return it, and what is within
	 */
	public static ModelBean of(Object bean) {
		Object singleton = AopProxyUtils.getSingletonTarget(bean);
		return new ModelBean(bean, (singleton != null) ? singleton : bean);
	}

	/**
	 * Puts an advice around the bean.
	 * @param advice sees the calls
	 * @param refused told why the class of the model does not allow it
	 * @return the bean to be used, the same one if it is refused
	 */
	public Object advisedBy(MethodInterceptor advice, Consumer<Throwable> refused) {
		try {
			return advisedBy(advice);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			refused.accept(ex);
			return this.bean;
		}
	}

	private Object advisedBy(MethodInterceptor advice) {
		if (this.bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvice(advice);
			return this.bean;
		}
		Class<?> type = this.target.getClass();
		if (Modifier.isFinal(type.getModifiers()) || type.isHidden()) {
			throw new IllegalStateException(type.getName() + " is not made to be extended");
		}
		ProxyFactory factory = new ProxyFactory(this.bean);
		factory.setProxyTargetClass(true);
		factory.addAdvice(advice);
		return factory.getProxy(type.getClassLoader());
	}

}
