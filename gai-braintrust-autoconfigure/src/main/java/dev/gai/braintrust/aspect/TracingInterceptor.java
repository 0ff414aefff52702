package dev.gai.braintrust.aspect;

import java.util.concurrent.CompletionStage;

import dev.gai.braintrust.completion.Coroutines;
import dev.gai.braintrust.completion.RepeatableCall;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.trace.DeferredStart;
import io.micrometer.observation.Observation;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ResolvableType;

/**
 * Runs an annotated method inside a span. It stands inside of all other advice, since
 * only a method that runs is a call.
 */
final class TracingInterceptor implements MethodInterceptor {

	private final TracedInvocations invocations;

	TracingInterceptor(TracedInvocations invocations) {
		this.invocations = invocations;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TracedInvocation call = this.invocations.of(invocation);
		if (call == null) {
			return invocation.proceed();
		}
		RepeatableCall repeatable = RepeatableCallInterceptor.callOf(invocation);
		if (repeatable != null) {
			repeatable.reach();
		}
		if (Coroutines.suspend(invocation.getMethod())) {
			return RepeatableCall.inside(() -> startSuspending(invocation, call, repeatable));
		}
		return RepeatableCall.inside(() -> call.completions().isDeferred(invocation.getMethod().getReturnType())
				? startWhenSubscribed(invocation, call) : startNow(invocation, call, repeatable));
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private @Nullable Object startNow(MethodInvocation invocation, TracedInvocation call,
			@Nullable RepeatableCall repeatable) throws Throwable {
		Class<?> returnType = invocation.getMethod().getReturnType();
		TrackedCall started;
		try {
			started = (repeatable != null) ? repeatable.begin(() -> call.start(null)) : call.start(null);
		}
		catch (BudgetExceededException ex) {
			return call.completions().refused(returnType, ex);
		}
		Object result;
		try {
			result = call.run(returnType, started.observation(),
					() -> Scopes.inside(started.observation(), () -> proceed(invocation, call)));
		}
		catch (Throwable ex) {
			started.failed(ex);
			throw ex;
		}
		if (!(result instanceof CompletionStage<?>)) {
			return call.completions().follow(result, returnType, started, call::start);
		}
		return call.completions()
			.follow(result, ResolvableType.forMethodReturnType(invocation.getMethod()), started, call::start);
	}

	/**
	 * Where Spring knows how, it makes a publisher of a function that suspends.
	 */
	@SuppressWarnings("NullAway") // a null result of the method passes through
	private @Nullable Object startSuspending(MethodInvocation invocation, TracedInvocation call,
			@Nullable RepeatableCall repeatable) throws Throwable {
		@Nullable Object[] arguments = invocation.getArguments();
		Observation parent = Coroutines.around(arguments);
		TrackedCall started = (repeatable != null) ? repeatable.begin(() -> call.start(parent)) : call.start(parent);
		@Nullable Object[] inside = Coroutines.inside(arguments, started);
		Object result;
		try {
			result = call
				.runSuspending(started.observation(),
						(next) -> Scopes.inside(started.observation(),
								() -> proceed(invocation, Coroutines.with(inside, next))),
						Coroutines.continuation(inside));
		}
		catch (Throwable ex) {
			started.failed(ex);
			throw ex;
		}
		return Coroutines.goesOn(result) ? result
				: call.completions().follow(result, Object.class, started, call::start);
	}

	/**
	 * The method only makes what does the work, for whoever subscribes to it. The parent
	 * of the call is what the subscriber belongs to.
	 */
	private @Nullable Object startWhenSubscribed(MethodInvocation invocation, TracedInvocation call) throws Throwable {
		Class<?> returnType = invocation.getMethod().getReturnType();
		DeferredStart start = call.deferred();
		Object result;
		try {
			result = start.run(() -> call.run(returnType, null, () -> proceed(invocation, call)));
		}
		catch (Throwable ex) {
			recordFailure(call, start.started(), ex);
			throw ex;
		}
		TrackedCall started = start.started();
		return (started != null) ? call.completions().follow(result, returnType, started, call::start)
				: call.completions().followDeferred(result, returnType, call::start);
	}

	/**
	 * Goes on to the method, more than once if need be.
	 */
	private static @Nullable Object proceed(MethodInvocation invocation, TracedInvocation call) throws Throwable {
		return (call.mayRepeat() && invocation instanceof ProxyMethodInvocation repeatable)
				? repeatable.invocableClone().proceed() : invocation.proceed();
	}

	@SuppressWarnings("NullAway") // Spring declares the arguments as never null, but
									// handles it
	private static @Nullable Object proceed(MethodInvocation invocation, @Nullable Object[] arguments)
			throws Throwable {
		return (invocation instanceof ProxyMethodInvocation repeatable) ? repeatable.invocableClone(arguments).proceed()
				: invocation.proceed();
	}

	private static void recordFailure(TracedInvocation call, @Nullable TrackedCall started, Throwable failure) {
		try {
			((started != null) ? started : call.start(null)).failed(failure);
		}
		catch (BudgetExceededException ex) {
			// What happened to the method is what its caller is told.
		}
	}

}
