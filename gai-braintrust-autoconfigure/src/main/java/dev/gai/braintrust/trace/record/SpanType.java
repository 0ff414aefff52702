package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.promise.Internal;

/**
 * Kinds of spans, with the type under which Braintrust shows each.
 *
 * @since 0.1.0
 */
@Internal
public enum SpanType {

	/** A call of a model. */
	LLM("llm", "chat", true),

	/** A call of a model that makes embeddings. */
	EMBEDDINGS("llm", "embeddings", true),

	/** A run of an agent. */
	AGENT("task", "invoke_agent", false),

	/** A step of an agent. */
	STEP("task", "step", false),

	/** An executed call of a tool. */
	TOOL("tool", "execute_tool", false),

	/** A search in a store of vectors. */
	RETRIEVAL("tool", "retrieval", true),

	/** Any other work that belongs to a trace. */
	TASK("task", "", false),

	/** One case of an evaluation, the root of its trace. */
	EVAL("eval", "", false),

	/** What a scorer does to judge an output. */
	SCORE("score", "", false),

	/** What a classifier does to put an output into groups. */
	CLASSIFIER("classifier", "", false);

	private final String braintrustType;

	private final String operation;

	private final boolean client;

	SpanType(String braintrustType, String operation, boolean client) {
		this.braintrustType = braintrustType;
		this.operation = operation;
		this.client = client;
	}

	/**
	 * Value of {@code span_attributes.type}.
	 * @return the type in Braintrust
	 */
	public String braintrustType() {
		return this.braintrustType;
	}

	/**
	 * First word of the span's name, and {@code gen_ai.operation.name} where the
	 * conventions know it.
	 * @return the operation, empty if there is none
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * Whether the span is of OpenTelemetry's kind {@code CLIENT}; otherwise it is
	 * {@code INTERNAL}.
	 * @return whether the work is done elsewhere
	 */
	public boolean client() {
		return this.client;
	}

	/**
	 * Whether the span is a request to a model.
	 * @return whether it can use tokens
	 */
	public boolean callsModel() {
		return this == LLM || this == EMBEDDINGS;
	}

	/**
	 * Whether the span judges others. Its cost, and that of the calls below it, is none
	 * of the application's.
	 * @return whether its purpose is scoring
	 */
	public boolean judges() {
		return this == SCORE || this == CLASSIFIER;
	}

	/**
	 * Whether the span is known to OpenTelemetry's conventions.
	 * @return whether it has a {@code gen_ai.operation.name}
	 */
	boolean hasOperation() {
		return !this.operation.isEmpty() && this != STEP;
	}

}
