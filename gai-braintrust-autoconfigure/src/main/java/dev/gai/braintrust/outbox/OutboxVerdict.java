package dev.gai.braintrust.outbox;

/**
 * What is to be done with an item now.
 */
enum OutboxVerdict {

	/** It can be sent. */
	READY,

	/** Its span is on its way. */
	WAITING,

	/**
	 * Its span has been logged between two looks: what was logged until now goes first.
	 */
	LOGGED_NOW,

	/** Its span is not sent. */
	LEFT_OUT,

	/** It has waited for too long. */
	EXPIRED

}
