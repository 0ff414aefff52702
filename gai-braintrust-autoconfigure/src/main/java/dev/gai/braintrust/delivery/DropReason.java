package dev.gai.braintrust.delivery;

import java.util.Locale;

/**
 * Why a span was given up.
 *
 * @since 0.1.0
 */
public enum DropReason {

	/** More spans ended than the writer could take. */
	QUEUE_FULL,

	/** Too many spans waited for the decision about their traces. */
	BUFFER_FULL,

	/** The span could not be encoded. */
	ENCODING_FAILED,

	/** The span could not be written to the log, for want of memory for example. */
	LOG_FAILED,

	/** The log was full. */
	LOG_FULL,

	/** The span had waited too long in the log. */
	EXPIRED,

	/** The span alone was larger than Braintrust takes. */
	TOO_LARGE,

	/** Braintrust refused the span. */
	REJECTED,

	/** A part of the log could not be read. */
	DAMAGED,

	/** The application ended while the span was in memory. */
	SHUTDOWN;

	/**
	 * Name in health and meters.
	 * @return the name in lower case, for example {@code queue_full}
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
