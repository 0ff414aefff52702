package dev.gai.braintrust.langchain4j;

import java.util.function.Supplier;

import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailExecutor;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs the guardrails of answers, each in a span.
 */
final class TracedOutputGuardrails extends OutputGuardrailExecutor {

	private final Supplier<@Nullable GenAiTracer> tracer;

	TracedOutputGuardrails(OutputGuardrailExecutor executor, Supplier<@Nullable GenAiTracer> tracer) {
		super(executor.config(), executor.guardrails());
		this.tracer = tracer;
	}

	@Override
	protected OutputGuardrailResult validate(OutputGuardrailRequest request, OutputGuardrail guardrail) {
		return GuardrailChecks.run(this.tracer.get(), guardrail, true, () -> super.validate(request, guardrail));
	}

}
