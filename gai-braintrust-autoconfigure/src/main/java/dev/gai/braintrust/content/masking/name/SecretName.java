package dev.gai.braintrust.content.masking.name;

/**
 * What a name says about its value.
 */
public enum SecretName {

	/** Nothing. */
	NONE,

	/** It is a secret if it is a text that looks like one. */
	MAYBE,

	/** It is a secret if it is long and has digits. */
	RANDOM,

	/** It is a secret if it is a number of a few digits. */
	CODE,

	/** It is a secret, and so is all that it holds. */
	ALWAYS

}
