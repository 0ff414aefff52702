package dev.gai.braintrust.feedback;

import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * What the endpoint for feedback accepts.
 *
 * @param path its path
 * @param scores names of the scores that may be set; copied
 * @param maxPerMinute how many requests of one client are answered in a minute
 * @since 0.1.0
 */
@Internal
public record FeedbackEndpointSettings(String path, Set<String> scores, int maxPerMinute) {

	/**
	 * Creates settings.
	 * @param path the path
	 * @param scores names of scores
	 * @param maxPerMinute requests of one client
	 */
	public FeedbackEndpointSettings {
		scores = Set.copyOf(scores);
	}

}
