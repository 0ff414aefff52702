package dev.gai.braintrust.guardrail;

/**
 * Which guardrail looks at what.
 *
 * @param name name of the guardrail
 * @param output whether it looks at the answer of the model, otherwise at the request
 * @param instrumentation the door that the span comes in by
 * @since 0.1.0
 */
public record GuardrailCheck(String name, boolean output, String instrumentation) {

	/** Of all spans of guardrails the name begins with it. */
	public static final String SPAN = "guardrail ";

	private static final int MAX_NAME = 100;

	/**
	 * Creates a check. A long name is cut, an empty one becomes {@code unnamed}.
	 * @param name name of the guardrail
	 * @param output whether it looks at the answer of the model, otherwise at the request
	 * @param instrumentation the door that the span comes in by
	 */
	public GuardrailCheck {
		String plain = name.isBlank() ? "unnamed" : name.strip();
		name = (plain.length() > MAX_NAME) ? plain.substring(0, MAX_NAME) : plain;
	}

	String spanName() {
		return SPAN + this.name;
	}

	String type() {
		return this.output ? "output" : "input";
	}

}
