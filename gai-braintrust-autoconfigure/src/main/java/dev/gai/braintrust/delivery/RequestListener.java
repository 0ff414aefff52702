package dev.gai.braintrust.delivery;

/**
 * Is told how each request ended, after it has been counted.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestListener {

	/**
	 * A request has ended. Called on a thread that sends: an implementation must not wait
	 * for anything. What it throws is ignored.
	 * @param answer what became of the request
	 */
	void requestEnded(Answer answer);

}
