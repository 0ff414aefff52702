package dev.gai.braintrust.aspect;

import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Runs an annotated method inside a span.
 */
final class TracingInterceptor implements MethodInterceptor {

	private final TracedMethods methods;

	private final Supplier<@Nullable GenAiTracer> tracer;

	TracingInterceptor(TracedMethods methods, Supplier<@Nullable GenAiTracer> tracer) {
		this.methods = methods;
		this.tracer = tracer;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TracedInvocation call = traced(invocation);
		if (call == null) {
			return invocation.proceed();
		}
		return call.isDeferred(invocation.getMethod().getReturnType()) ? startWhenSubscribed(invocation, call)
				: startNow(invocation, call);
	}

	/**
	 * The call to trace. There is none while the tracer itself is being made, and none
	 * where it cannot be.
	 */
	private @Nullable TracedInvocation traced(MethodInvocation invocation) {
		try {
			Object target = invocation.getThis();
			TracedMethod traced = this.methods.find(invocation.getMethod(),
					(target != null) ? target.getClass() : null);
			GenAiTracer available = (traced != null) ? this.tracer.get() : null;
			return (traced != null && available != null)
					? new TracedInvocation(available, traced, target, invocation.getArguments()) : null;
		}
		catch (Throwable ex) {
			Guard.report("Calls of " + invocation.getMethod() + " are not traced", ex);
			return null;
		}
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private @Nullable Object startNow(MethodInvocation invocation, TracedInvocation call) throws Throwable {
		Class<?> returnType = invocation.getMethod().getReturnType();
		TrackedCall started;
		try {
			started = call.start(null);
		}
		catch (BudgetExceededException ex) {
			return call.completions().refused(returnType, ex);
		}
		Object result;
		try {
			result = call.run(returnType, started.observation(),
					() -> Scopes.inside(started.observation(), () -> proceed(invocation)));
		}
		catch (Throwable ex) {
			started.failed(ex);
			throw ex;
		}
		return call.completions().follow(result, returnType, started, call::start);
	}

	/**
	 * Nothing is current here, so the parent of the call can only be known from the
	 * Reactor context of the one who subscribes.
	 */
	private @Nullable Object startWhenSubscribed(MethodInvocation invocation, TracedInvocation call) throws Throwable {
		Object result;
		try {
			result = call.run(invocation.getMethod().getReturnType(), null, () -> proceed(invocation));
		}
		catch (Throwable ex) {
			recordFailure(call, ex);
			throw ex;
		}
		return call.completions().followDeferred(result, invocation.getMethod().getReturnType(), call::start);
	}

	/**
	 * Goes on to the method, more than once if need be.
	 */
	private static @Nullable Object proceed(MethodInvocation invocation) throws Throwable {
		return (invocation instanceof ProxyMethodInvocation repeatable) ? repeatable.invocableClone().proceed()
				: invocation.proceed();
	}

	private static void recordFailure(TracedInvocation call, Throwable failure) {
		try {
			call.start(null).failed(failure);
		}
		catch (BudgetExceededException ex) {
			// What happened to the method is what its caller is told.
		}
	}

}
