package dev.gai.braintrust.feedback;

import java.util.Set;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers requests of browsers that carry feedback. Knows no web stack. What it answers
 * holds nothing of the request and nothing of the span. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackRequests {

	/** The largest body that is read. */
	public static final int MAX_BYTES = 16 * 1024;

	private static final int MAX_COMMENT = 4000;

	private static final JsonMapper json = new JsonMapper();

	private final GenAiFeedback feedback;

	private final Settings settings;

	private final RequestRate rate;

	/**
	 * Creates answers.
	 * @param feedback takes what is sent
	 * @param settings what is accepted
	 */
	public FeedbackRequests(GenAiFeedback feedback, Settings settings) {
		this.feedback = feedback;
		this.settings = settings;
		this.rate = new RequestRate(settings.maxPerMinute(), System::nanoTime);
	}

	/**
	 * Path of the endpoint.
	 * @return the path
	 */
	public String path() {
		return this.settings.path();
	}

	/**
	 * Takes a request.
	 * @param client address of the client, {@code null} if not known
	 * @param contentType type of the body
	 * @param body at most {@link #MAX_BYTES} bytes and one more, by which a longer body
	 * is known
	 * @return the HTTP status of the answer: 202, 400, 403, 413 or 429
	 */
	public int answer(@Nullable String client, @Nullable String contentType, byte[] body) {
		if (!this.rate.allows((client != null) ? client : "unknown")) {
			return 429;
		}
		if (body.length > MAX_BYTES) {
			return 413;
		}
		// A form or a text could come from any page without asking.
		if (!isJson(contentType)) {
			return 400;
		}
		try {
			JsonNode request = json.readTree(body);
			return (request != null && request.isObject()) ? take(request) : 400;
		}
		catch (InvalidFeedbackTokenException ex) {
			return 403;
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return 400;
		}
	}

	private static boolean isJson(@Nullable String contentType) {
		String type = (contentType != null) ? contentType.split(";", 2)[0] : "";
		return type.strip().equalsIgnoreCase("application/json");
	}

	private int take(JsonNode request) {
		SpanFeedback given = this.feedback.onToken(request.path("token").asString(""));
		JsonNode scores = request.path("scores");
		if (!(scores.isObject() || scores.isMissingNode() || scores.isNull())) {
			return 400;
		}
		for (Map.Entry<String, JsonNode> score : scores.properties()) {
			if (!this.settings.scores().contains(score.getKey()) || !score.getValue().isNumber()) {
				return 400;
			}
			given.score(score.getKey(), score.getValue().asDouble());
		}
		JsonNode comment = request.path("comment");
		if (!(comment.isString() || comment.isMissingNode() || comment.isNull())) {
			return 400;
		}
		String text = comment.asString("");
		if (text.length() > MAX_COMMENT) {
			return 413;
		}
		given.comment(text);
		if (given.isEmpty()) {
			return 400;
		}
		given.send();
		return 202;
	}

	/**
	 * What the endpoint for feedback accepts.
	 *
	 * @param path its path
	 * @param scores names of the scores that may be set; copied
	 * @param maxPerMinute how many requests of one client are answered in a minute
	 */
	public record Settings(String path, Set<String> scores, int maxPerMinute) {

		/**
		 * Creates settings.
		 * @param path the path
		 * @param scores names of scores
		 * @param maxPerMinute requests of one client
		 */
		public Settings {
			scores = Set.copyOf(scores);
		}

	}

}
