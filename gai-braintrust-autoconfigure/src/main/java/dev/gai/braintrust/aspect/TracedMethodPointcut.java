package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.function.Predicate;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Matches methods that carry one of our annotations. Where nothing is traced, those that
 * may be called again: what makes an application resilient must not be switched off with
 * its telemetry.
 */
final class TracedMethodPointcut extends StaticMethodMatcherPointcut {

	private final Predicate<Method> matching;

	TracedMethodPointcut(boolean traced) {
		this.matching = traced ? (method) -> TracedMethods.isAnnotated(method) || ContextInterceptor.isAnnotated(method)
				: TracedMethods::isRetried;
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return this.matching.test(method) || this.matching.test(AopUtils.getMostSpecificMethod(method, targetClass));
	}

}
