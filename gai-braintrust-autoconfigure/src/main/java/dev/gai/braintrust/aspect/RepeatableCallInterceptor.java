package dev.gai.braintrust.aspect;

import dev.gai.braintrust.completion.RepeatableCall;
import dev.gai.braintrust.guard.Guard;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;

/**
 * Stands outside of the other advice of a method, where {@link TracingInterceptor} stands
 * inside of it. What the advice in between repeats is one call, and what never gets
 * through it is none: the result was in a cache, or the call was refused.
 */
final class RepeatableCallInterceptor implements MethodInterceptor {

	private static final String ATTRIBUTE = RepeatableCall.class.getName();

	private final TracedInvocations invocations;

	RepeatableCallInterceptor(TracedInvocations invocations) {
		this.invocations = invocations;
	}

	/**
	 * The call that the advice around may repeat.
	 * @param invocation the invocation
	 * @return the call, {@code null} if there is no other advice
	 */
	static @Nullable RepeatableCall callOf(MethodInvocation invocation) {
		return (invocation instanceof ProxyMethodInvocation proxied
				&& proxied.getUserAttribute(ATTRIBUTE) instanceof RepeatableCall call) ? call : null;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TracedInvocation traced = (invocation instanceof ProxyMethodInvocation proxied && hasOtherAdvice(proxied))
				? this.invocations.of(invocation) : null;
		if (traced == null) {
			return invocation.proceed();
		}
		RepeatableCall call = new RepeatableCall();
		((ProxyMethodInvocation) invocation).setUserAttribute(ATTRIBUTE, call);
		@Nullable Object result;
		try {
			result = call.<@Nullable Object, Throwable>around(invocation::proceed);
		}
		catch (Throwable ex) {
			if (!call.isReached() && !traced.type().callsModel()) {
				Guard.run("A refused call is not shown", () -> traced.start(null).failed(ex));
			}
			throw ex;
		}
		finally {
			call.close();
		}
		return traced.completions().repeatable(result, invocation.getMethod().getReturnType());
	}

	private static boolean hasOtherAdvice(ProxyMethodInvocation invocation) {
		return !(invocation.getProxy() instanceof Advised advised) || advised.getAdvisorCount() > 2;
	}

}
