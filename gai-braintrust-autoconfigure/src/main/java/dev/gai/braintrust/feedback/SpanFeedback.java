package dev.gai.braintrust.feedback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Feedback on one span. At least one score, comment, expected value or tag is needed;
 * without any of them {@link #send()} does nothing. Not thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class SpanFeedback {

	private static final int MAX_NAME = 256;

	private final FeedbackTarget target;

	private final Consumer<SpanFeedback> sender;

	private final Map<String, Double> scores = new LinkedHashMap<>();

	private final List<String> tags = new ArrayList<>();

	private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

	private @Nullable String comment;

	private @Nullable Object expected;

	private FeedbackSource source = FeedbackSource.APP;

	SpanFeedback(FeedbackTarget target, Consumer<SpanFeedback> sender) {
		this.target = target;
		this.sender = sender;
	}

	/**
	 * Sets a score. It replaces one of the same name on the span.
	 * @param name name of the score, for example {@code thumb}
	 * @param score a number from 0 to 1
	 * @return this feedback
	 * @throws IllegalArgumentException if the score is not a number from 0 to 1
	 */
	public SpanFeedback score(String name, double score) {
		Assert.hasText(name, "A score needs a name");
		Assert.isTrue(name.length() <= MAX_NAME, "The name of a score has at most 256 characters");
		Assert.isTrue(score >= 0 && score <= 1, () -> "A score is a number from 0 to 1, not " + score);
		this.scores.put(name, score);
		return this;
	}

	/**
	 * Adds a comment, which Braintrust shows beside the span.
	 * @param comment the comment; {@code null} or blank for none
	 * @return this feedback
	 */
	public SpanFeedback comment(@Nullable String comment) {
		this.comment = (comment != null && !comment.isBlank()) ? comment : null;
		return this;
	}

	/**
	 * Sets what the answer should have been.
	 * @param expected any value; copied when this is sent
	 * @return this feedback
	 */
	public SpanFeedback expected(@Nullable Object expected) {
		this.expected = expected;
		return this;
	}

	/**
	 * Adds a tag.
	 * @param tag the tag
	 * @return this feedback
	 */
	public SpanFeedback tag(String tag) {
		Assert.hasText(tag, "A tag needs a text");
		this.tags.add(tag);
		return this;
	}

	/**
	 * Adds information about the feedback itself, such as who gave it. Braintrust keeps
	 * that in the audit log of the span, not in its metadata.
	 * @param key the key, for example {@code user_id}
	 * @param value the value
	 * @return this feedback
	 */
	public SpanFeedback metadata(String key, @Nullable Object value) {
		this.metadata.put(key, value);
		return this;
	}

	/**
	 * Sets where the feedback was given.
	 * @param source the source, {@link FeedbackSource#APP} unless set
	 * @return this feedback
	 */
	public SpanFeedback source(FeedbackSource source) {
		this.source = source;
		return this;
	}

	/**
	 * Sends the feedback. When this returns it is in the log, and is delivered after its
	 * span, if that is sent at all. Never throws because Braintrust cannot be reached.
	 */
	public void send() {
		this.sender.accept(this);
	}

	boolean isEmpty() {
		return this.scores.isEmpty() && this.comment == null && this.expected == null && this.tags.isEmpty();
	}

	FeedbackSource source() {
		return this.source;
	}

	FeedbackTarget target() {
		return this.target;
	}

	ObjectNode shaped(FeedbackContent content) {
		return content.of(this.target.spanId(), this.scores, this.comment, this.expected, this.tags, this.metadata,
				this.source);
	}

}
