package dev.gai.braintrust.langchain4j;

import java.util.function.Supplier;

import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailExecutor;
import dev.langchain4j.guardrail.InputGuardrailRequest;
import dev.langchain4j.guardrail.InputGuardrailResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs the guardrails of requests, each in a span.
 */
final class TracedInputGuardrails extends InputGuardrailExecutor {

	private final Supplier<@Nullable GenAiTracer> tracer;

	TracedInputGuardrails(InputGuardrailExecutor executor, Supplier<@Nullable GenAiTracer> tracer) {
		super(executor.config(), executor.guardrails());
		this.tracer = tracer;
	}

	@Override
	protected InputGuardrailResult validate(InputGuardrailRequest request, InputGuardrail guardrail) {
		return GuardrailChecks.run(this.tracer.get(), guardrail, false, () -> super.validate(request, guardrail));
	}

}
