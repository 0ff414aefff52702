package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.guardrail.InputGuardrailExecutor;
import dev.langchain4j.guardrail.OutputGuardrailExecutor;
import dev.langchain4j.service.guardrail.AbstractGuardrailService;
import dev.langchain4j.service.guardrail.GuardrailService;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Puts tracing around the guardrails of an AI service. LangChain4j tells its listeners of
 * a guardrail only when that has run, and nothing of one that throws. What runs the
 * guardrails of a method is exchanged instead; it lies in fields that have to be read.
 * Where they are no longer there, or the application has an executor of its own,
 * guardrails have no spans.
 */
final class AiServiceGuardrails {

	private AiServiceGuardrails() {
	}

	/**
	 * Exchanges the executors. LangChain4j makes the guardrails at the first call, and so
	 * does this.
	 * @param service the AI service
	 * @param tracer supplies the tracer
	 */
	static void trace(Object service, Supplier<@Nullable GenAiTracer> tracer) {
		Guard.run("Guardrails of an AI service are not traced", () -> {
			GuardrailService guardrails = AiServiceTools.context(service).guardrailService();
			if (!(guardrails instanceof AbstractGuardrailService)) {
				return;
			}
			for (Field field : AbstractGuardrailService.class.getDeclaredFields()) {
				if (field.getType() == Map.class) {
					ReflectionUtils.makeAccessible(field);
					exchange(ReflectionUtils.getField(field, guardrails), tracer);
				}
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void exchange(@Nullable Object map, Supplier<@Nullable GenAiTracer> tracer) {
		if (map instanceof Map<?, ?> executors) {
			((Map<Object, Object>) executors).replaceAll((method, executor) -> traced(executor, tracer));
		}
	}

	private static Object traced(Object executor, Supplier<@Nullable GenAiTracer> tracer) {
		if (executor.getClass() == InputGuardrailExecutor.class) {
			return new TracedInputGuardrails((InputGuardrailExecutor) executor, tracer);
		}
		return (executor.getClass() == OutputGuardrailExecutor.class)
				? new TracedOutputGuardrails((OutputGuardrailExecutor) executor, tracer) : executor;
	}

}
