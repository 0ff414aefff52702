package dev.gai.braintrust.content.snapshot;

/**
 * What becomes of objects with properties when a value is copied.
 */
enum ObjectWay {

	/** They are written as the application's mapper does. */
	WRITTEN,

	/** They stay what they are, for a copy that knows the application's mapper. */
	LEFT,

	/** Nothing is told of them but their class. */
	NAMED

}
