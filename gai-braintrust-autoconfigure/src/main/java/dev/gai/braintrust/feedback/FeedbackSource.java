package dev.gai.braintrust.feedback;

import java.util.Locale;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;

/**
 * The source of feedback, in Braintrust's terms.
 *
 * @since 0.1.0
 */
@PublicApi
public enum FeedbackSource {

	/** By a person in an application. */
	APP,

	/** By a program. */
	API,

	/** Somewhere else. */
	EXTERNAL;

	/**
	 * The name in Braintrust.
	 * @return the name in lower case
	 */
	@Internal
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
