package dev.gai.braintrust.aspect;

import java.util.function.Supplier;

import dev.gai.braintrust.completion.Completions;
import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.trace.GenAiTracer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

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
		Object target = invocation.getThis();
		TracedMethod traced = this.methods.find(invocation.getMethod(), (target != null) ? target.getClass() : null);
		GenAiTracer available = this.tracer.get();
		if (traced == null || available == null) {
			return invocation.proceed();
		}
		TracedInvocation call = new TracedInvocation(available, traced, target, invocation.getArguments());
		boolean deferred = available.completions().isDeferred(invocation.getMethod().getReturnType())
				&& available.registry().getCurrentObservation() == null;
		return deferred ? startWhenSubscribed(invocation, call, available.completions())
				: startNow(invocation, call, available.completions());
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private @Nullable Object startNow(MethodInvocation invocation, TracedInvocation call, Completions completions)
			throws Throwable {
		TrackedCall started = call.start(null);
		Object result;
		try {
			result = started.observation().scopedChecked(invocation::proceed);
		}
		catch (Throwable ex) {
			started.failed(ex);
			throw ex;
		}
		return completions.follow(result, started, call::start);
	}

	/**
	 * Nothing is current here, so the parent of the call can only be known from the
	 * Reactor context of the one who subscribes.
	 */
	private @Nullable Object startWhenSubscribed(MethodInvocation invocation, TracedInvocation call,
			Completions completions) throws Throwable {
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			call.start(null).failed(ex);
			throw ex;
		}
		return completions.followDeferred(result, call::start);
	}

}
