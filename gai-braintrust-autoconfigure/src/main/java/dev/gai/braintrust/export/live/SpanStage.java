package dev.gai.braintrust.export.live;

/**
 * How far a span has come on its way to Braintrust.
 *
 * @since 0.1.0
 */
public enum SpanStage {

	/** It runs, waits for the decision about its trace, or for being logged. */
	PENDING,

	/** It is in the log, or was. */
	LOGGED,

	/** It is not sent. */
	LEFT_OUT,

	/** It is not remembered: an old one, or one of another process. */
	UNKNOWN

}
