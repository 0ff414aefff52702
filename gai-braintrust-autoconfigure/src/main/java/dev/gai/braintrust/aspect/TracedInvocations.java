package dev.gai.braintrust.aspect;

import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Finds what to trace of an invocation. There is nothing while the tracer itself is being
 * made, and nothing where it cannot be.
 */
final class TracedInvocations {

	private final TracedMethods methods;

	private final Supplier<@Nullable GenAiTracer> tracer;

	TracedInvocations(TracedMethods methods, Supplier<@Nullable GenAiTracer> tracer) {
		this.methods = methods;
		this.tracer = tracer;
	}

	@Nullable TracedInvocation of(MethodInvocation invocation) {
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

}
