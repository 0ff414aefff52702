package dev.gai.braintrust.langchain4j;

import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guardrail.GuardrailCheck;
import dev.gai.braintrust.guardrail.GuardrailSpan;
import dev.gai.braintrust.guardrail.GuardrailVerdict;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.guardrail.Guardrail;
import dev.langchain4j.guardrail.GuardrailException;
import dev.langchain4j.guardrail.GuardrailResult;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs a guardrail in a span and reads its verdict.
 */
final class GuardrailChecks {

	private GuardrailChecks() {
	}

	static <R extends GuardrailResult<R>> R run(@Nullable GenAiTracer tracer, Guardrail<?, R> guardrail, boolean output,
			Supplier<R> check) {
		if (tracer == null) {
			return check.get();
		}
		GuardrailSpan span = GuardrailSpan.start(tracer.starter(),
				new GuardrailCheck(name(guardrail), output, "langchain4j"), tracer.starter().currentObservation());
		R result;
		try {
			result = Scopes.inside(span.observation(), check::get);
		}
		catch (Throwable ex) {
			Throwable cause = ex.getCause();
			span.failed((ex instanceof GuardrailException && cause != null) ? cause : ex);
			throw ex;
		}
		Guard.run("The verdict of a guardrail is not recorded", () -> span.decided(verdict(result), said(result)));
		return result;
	}

	private static String name(Guardrail<?, ?> guardrail) {
		String own = Guard.get("The name of a guardrail could not be read", null, guardrail::name);
		return (own != null && !own.isBlank()) ? own
				: guardrail.getClass().getName().replaceFirst(".*\\.", "").replaceFirst("/0x.*", "");
	}

	private static GuardrailVerdict verdict(GuardrailResult<?> result) {
		if (result.isSuccess()) {
			return result.hasRewrittenResult() ? GuardrailVerdict.REWRITTEN : GuardrailVerdict.PASSED;
		}
		if (result instanceof OutputGuardrailResult output && output.isReprompt()) {
			return GuardrailVerdict.REPROMPT;
		}
		return (result instanceof OutputGuardrailResult output && output.isRetry()) ? GuardrailVerdict.RETRY
				: GuardrailVerdict.REFUSED;
	}

	private static @Nullable String said(GuardrailResult<?> result) {
		if (result.isSuccess()) {
			return result.hasRewrittenResult() ? result.successfulText() : null;
		}
		return result.failures().stream().map(GuardrailChecks::message).collect(Collectors.joining("\n"));
	}

	private static String message(Object failure) {
		return (failure instanceof GuardrailResult.Failure said) ? String.valueOf(said.message()) : "";
	}

}
