package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Matches methods that carry one of our annotations.
 */
final class TracedMethodPointcut extends StaticMethodMatcherPointcut {

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return TracedMethods.isAnnotated(method)
				|| TracedMethods.isAnnotated(AopUtils.getMostSpecificMethod(method, targetClass));
	}

}
