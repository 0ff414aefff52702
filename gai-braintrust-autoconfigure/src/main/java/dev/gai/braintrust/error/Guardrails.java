package dev.gai.braintrust.error;

import java.util.Objects;

/**
 * Tells whether a guardrail of LangChain4j has refused something or has failed itself:
 * the same exception is thrown for both.
 */
final class Guardrails {

	private static final String EXCEPTION = "dev.langchain4j.guardrail.GuardrailException";

	private Guardrails() {
	}

	/**
	 * Whether a guardrail has refused.
	 * @param error an error
	 * @return whether the error says so; not if the guardrail has failed, since then the
	 * message is only that of the cause
	 */
	static boolean isRefusal(Throwable error) {
		if (!isGuardrailException(error)) {
			return false;
		}
		Throwable cause = error.getCause();
		return cause == null || !Objects.equals(cause.getMessage(), error.getMessage());
	}

	private static boolean isGuardrailException(Throwable error) {
		for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(EXCEPTION)) {
				return true;
			}
		}
		return false;
	}

}
