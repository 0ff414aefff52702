package dev.gai.braintrust.content.masking;

/**
 * What can be masked without a pattern of one's own.
 *
 * @since 0.1.0
 */
public enum MaskedKind {

	/** Keys, tokens, passwords and other credentials. */
	SECRETS,

	/** Numbers of payment cards. */
	CARDS,

	/** Addresses of electronic mail. */
	EMAILS,

	/** Telephone numbers. */
	PHONES,

	/** International bank account numbers. */
	IBANS

}
