package dev.gai.braintrust.scoring;

import java.util.Locale;

/**
 * What became of a score.
 *
 * @since 0.1.0
 */
public enum ScoringOutcome {

	/** There is a score. */
	SCORED,

	/** The scorer says that there is none. */
	SKIPPED,

	/** The scorer failed. */
	FAILED,

	/** The scorer took too long. */
	TIMEOUT,

	/** A budget for judges is spent. */
	OVER_BUDGET,

	/** The scorer was not asked, since it has not returned from another span. */
	HANGING,

	/** The scorer was not asked, since too many spans wait. */
	QUEUE_FULL,

	/** The scorer was not asked, since the span is not sent. */
	UNSAMPLED,

	/** The scorer was not asked, since the span waited too long and is forgotten. */
	FORGOTTEN,

	/** The application ends: the scorer was not asked, or was interrupted. */
	SHUTDOWN;

	/**
	 * The name in meters and on the endpoint.
	 * @return lower case with underscores
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
