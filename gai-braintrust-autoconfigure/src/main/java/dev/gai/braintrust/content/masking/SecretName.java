package dev.gai.braintrust.content.masking;

/**
 * What a name says about its value.
 *
 * @since 0.1.0
 */
public enum SecretName {

	/** Nothing. */
	NONE,

	/** It is a secret if it is a text that looks like one. */
	MAYBE,

	/** It is a secret, and so is all that it holds. */
	ALWAYS

}
