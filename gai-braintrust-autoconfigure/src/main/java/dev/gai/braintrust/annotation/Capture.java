package dev.gai.braintrust.annotation;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Whether the content of a call (prompt and completion, arguments and result) is
 * captured.
 *
 * @since 0.1.0
 */
@PublicApi
public enum Capture {

	/**
	 * As the properties {@code gai.braintrust.content.*} say.
	 */
	INHERIT,

	/**
	 * Captured even where {@code gai.braintrust.content.tool-io} is {@code false}. The
	 * property {@code gai.braintrust.content.capture=none} still wins: it is the switch
	 * an operator trusts.
	 */
	FULL,

	/**
	 * Not captured, whatever the properties say; the text of exceptions is left out too.
	 */
	NONE

}
