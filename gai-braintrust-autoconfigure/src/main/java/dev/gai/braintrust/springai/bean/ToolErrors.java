package dev.gai.braintrust.springai.bean;

import java.lang.reflect.Modifier;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Sees the tools that fail below beans: the processor of Spring Boot's manager is one,
 * and others have a manager of the application's own.
 *
 * @since 0.1.0
 */
public final class ToolErrors implements BeanPostProcessor {

	private final ManagedTools managers;

	/**
	 * Creates a post-processor.
	 * @param managers watches managers that are no beans
	 */
	public ToolErrors(ManagedTools managers) {
		this.managers = managers;
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ToolExecutionExceptionProcessor) {
			return watched(bean);
		}
		this.managers.watchBean(bean);
		return bean;
	}

	private static Object watched(Object bean) {
		Class<?> type = bean.getClass();
		ProxyFactory proxy = new ProxyFactory(bean);
		proxy.setProxyTargetClass(!Modifier.isFinal(type.getModifiers()) && !ClassUtils.isLambdaClass(type));
		proxy.addAdvice((MethodInterceptor) (invocation) -> {
			if (invocation.getArguments().length == 1) {
				WatchedToolErrors.mark(invocation.getArguments()[0]);
			}
			return invocation.proceed();
		});
		return proxy.getProxy(type.getClassLoader());
	}

}
