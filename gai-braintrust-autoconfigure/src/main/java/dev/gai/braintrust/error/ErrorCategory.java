package dev.gai.braintrust.error;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Kinds of errors of calls of models and tools, from the point of view of whoever has to
 * act on them.
 *
 * @since 0.1.0
 */
@PublicApi
public enum ErrorCategory {

	/** The request is malformed or has a value that the provider refuses. */
	INVALID_REQUEST("invalid_request", false),

	/** The key is missing, wrong or expired. */
	UNAUTHORIZED("unauthorized", false),

	/** The key is known but may not do this. */
	FORBIDDEN("forbidden", false),

	/** The model, the deployment or the address does not exist. */
	NOT_FOUND("not_found", false),

	/** Prompt and answer do not fit into the model's context. */
	CONTEXT_LENGTH_EXCEEDED("context_length_exceeded", false),

	/** The model or provider cannot do what was asked. */
	UNSUPPORTED("unsupported", false),

	/** Too many requests or tokens in a short time. */
	RATE_LIMITED("rate_limited", true),

	/** The provider has no capacity left at the moment. */
	OVERLOADED("overloaded", true),

	/** Credit or a quota is used up: waiting a little does not help. */
	QUOTA_EXCEEDED("quota_exceeded", false),

	/** Prompt or answer was refused by a content filter. */
	SAFETY_BLOCKED("safety_blocked", false),

	/** No answer in time. */
	TIMEOUT("timeout", true),

	/** The connection could not be made, or broke. */
	NETWORK("network", true),

	/** The provider failed. */
	PROVIDER_UNAVAILABLE("provider_unavailable", true),

	/** The caller gave up, or its thread was interrupted. */
	CANCELLED("cancelled", false),

	/** A tool failed, for a reason that is in no other category. */
	TOOL_FAILED("tool_failed", false),

	/** Anything else: most often a mistake in the application. */
	INTERNAL("internal", false);

	private final String value;

	private final boolean retryable;

	ErrorCategory(String value, boolean retryable) {
		this.value = value;
		this.retryable = retryable;
	}

	/**
	 * The category as it is sent, {@code rate_limited} for example.
	 * @return the value of {@code error.category}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Whether another attempt usually helps.
	 * @return whether errors of this category are retryable unless the provider says
	 * otherwise
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
