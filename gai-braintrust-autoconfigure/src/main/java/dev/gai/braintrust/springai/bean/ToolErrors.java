package dev.gai.braintrust.springai.bean;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiSpan;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Marks the span of a tool that failed. Spring AI makes an answer for the model of the
 * error while the tool is still observed, so nobody else sees it. What the model is told
 * stays the same.
 *
 * @since 0.1.0
 */
public final class ToolErrors implements BeanPostProcessor {

	private static final int MOST_LAYERS = 4;

	/**
	 * Creates a post-processor.
	 */
	public ToolErrors() {
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ToolCallingManager || bean instanceof Advisor || bean instanceof ChatModel) {
			Guard.run("Failed tools are not marked", () -> look(bean, 0));
		}
		return (bean instanceof ToolExecutionExceptionProcessor) ? watched(bean) : bean;
	}

	/**
	 * A manager of the application's own hands on to another one, which is no bean, as
	 * are those of advisors and models that are built by hand.
	 */
	private static void look(Object bean, int depth) {
		if (bean instanceof DefaultToolCallingManager manager) {
			watchWithin(manager);
			return;
		}
		Object singleton = AopProxyUtils.getSingletonTarget(bean);
		Object holder = (singleton != null) ? singleton : bean;
		for (Class<?> type = holder.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				boolean manager = ToolCallingManager.class.isAssignableFrom(field.getType());
				if (manager && !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
					Object inner = ReflectionUtils.getField(field, holder);
					if (inner != null && depth < MOST_LAYERS) {
						look(inner, depth + 1);
					}
				}
			}
		}
	}

	/**
	 * A manager that the application has built has a processor of its own, which is no
	 * bean. It is exchanged in place.
	 */
	private static void watchWithin(DefaultToolCallingManager manager) {
		Arrays.stream(DefaultToolCallingManager.class.getDeclaredFields())
			.filter((field) -> field.getType() == ToolExecutionExceptionProcessor.class
					&& !Modifier.isStatic(field.getModifiers()))
			.forEach((field) -> Guard.run("Failed tools are not marked", () -> {
				ReflectionUtils.makeAccessible(field);
				Object processor = ReflectionUtils.getField(field, manager);
				if (processor != null && !AopUtils.isAopProxy(processor)) {
					ReflectionUtils.setField(field, manager, watched(processor));
				}
			}));
	}

	private static Object watched(Object bean) {
		Class<?> type = bean.getClass();
		ProxyFactory proxy = new ProxyFactory(bean);
		proxy.setProxyTargetClass(!Modifier.isFinal(type.getModifiers()) && !ClassUtils.isLambdaClass(type));
		proxy.addAdvice((MethodInterceptor) (invocation) -> {
			Guard.run("A failed tool is not marked", () -> mark(invocation.getArguments()));
			return invocation.proceed();
		});
		return proxy.getProxy(type.getClassLoader());
	}

	private static void mark(@Nullable Object[] arguments) {
		if (arguments.length == 1 && arguments[0] instanceof ToolExecutionException failure) {
			Throwable cause = failure.getCause();
			GenAiSpan.current().error((cause != null) ? cause : failure);
		}
	}

}
