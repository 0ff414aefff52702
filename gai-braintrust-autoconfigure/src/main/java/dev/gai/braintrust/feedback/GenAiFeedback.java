package dev.gai.braintrust.feedback;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.outbox.Outbox;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Records what users and reviewers think of an answer, even long after its span has
 * ended.
 * <p>
 * Feedback is kept in a log beside that of the spans and sent after its span has been
 * delivered; it survives restarts. No method waits for the network, or throws because
 * Braintrust cannot be reached. Where spans are not sent, feedback is ignored.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class GenAiFeedback {

	private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

	private final @Nullable Outbox outbox;

	private final @Nullable FeedbackTokens tokens;

	private final FeedbackContent content;

	private final Map<FeedbackSource, LongAdder> accepted = counters();

	private final Map<FeedbackSource, LongAdder> notTaken = counters();

	private final List<FeedbackListener> listeners = new CopyOnWriteArrayList<>();

	private final LongAdder refused = new LongAdder();

	/**
	 * Creates feedback.
	 * @param outbox where it waits, {@code null} where nothing is sent
	 * @param tokens reads tokens, {@code null} where nothing is sent
	 * @param content masks and cuts what is sent
	 */
	@Internal
	public GenAiFeedback(@Nullable Outbox outbox, @Nullable FeedbackTokens tokens, SentContent content) {
		this.outbox = outbox;
		this.tokens = tokens;
		this.content = new FeedbackContent(content);
	}

	/**
	 * Starts feedback on a span.
	 * @param spanId id of the span, 16 hexadecimal digits; it must be one that was sent
	 * to the configured destination, since Braintrust does not refuse a wrong one
	 * @return what is said of the span
	 * @throws IllegalArgumentException if this is not the id of a span
	 */
	public SpanFeedback on(String spanId) {
		Assert.isTrue(SPAN_ID.matcher(spanId).matches(), "The id of a span has 16 hexadecimal digits in lower case");
		return new SpanFeedback(new FeedbackTarget(null, spanId), this::send);
	}

	/**
	 * Starts feedback on the span that a token stands for.
	 * @param token a token that {@code GenAiSpan.feedbackToken()} has returned
	 * @return what is said of the span
	 * @throws InvalidFeedbackTokenException if the token was changed, made elsewhere,
	 * made for another destination, or has expired
	 */
	public SpanFeedback onToken(@Nullable String token) {
		if (this.tokens == null) {
			this.refused.increment();
			throw new InvalidFeedbackTokenException("No feedback is taken, since no spans are sent to Braintrust");
		}
		try {
			return new SpanFeedback(this.tokens.read(token), this::send);
		}
		catch (InvalidFeedbackTokenException ex) {
			this.refused.increment();
			throw ex;
		}
	}

	/**
	 * Registers a listener for all feedback.
	 * @param listener the listener, in addition to those registered before
	 */
	@Internal
	public void listen(FeedbackListener listener) {
		this.listeners.add(listener);
	}

	private void send(SpanFeedback feedback) {
		if (feedback.isEmpty() || (this.outbox == null && this.listeners.isEmpty())) {
			return;
		}
		FeedbackTarget target = feedback.target();
		ObjectNode shaped = feedback.shaped(this.content);
		Guard.each("Feedback is not shown", this.listeners,
				(listener) -> listener.given(target.traceId(), target.spanId(), shaped.deepCopy()));
		if (this.outbox == null) {
			return;
		}
		if (this.outbox.add(FeedbackChannel.NAME, target.traceId(), target.spanId(), shaped)) {
			count(this.accepted, feedback.source());
		}
		else {
			count(this.notTaken, feedback.source());
		}
	}

	/**
	 * Feedback that was taken.
	 * @return the number since the start
	 */
	public long accepted() {
		return this.accepted.values().stream().mapToLong(LongAdder::sum).sum();
	}

	/**
	 * Tokens that were refused.
	 * @return the number since the start
	 */
	public long refused() {
		return this.refused.sum();
	}

	/**
	 * How much feedback of a source was taken.
	 * @param source the source
	 * @param taken {@code true} for what is in the log, {@code false} for what is not,
	 * since its span is not sent or the application ends
	 * @return the number since the start
	 */
	@Internal
	public long received(FeedbackSource source, boolean taken) {
		return (taken ? this.accepted : this.notTaken).getOrDefault(source, new LongAdder()).sum();
	}

	private static Map<FeedbackSource, LongAdder> counters() {
		Map<FeedbackSource, LongAdder> counters = new EnumMap<>(FeedbackSource.class);
		for (FeedbackSource source : FeedbackSource.values()) {
			counters.put(source, new LongAdder());
		}
		return counters;
	}

	private static void count(Map<FeedbackSource, LongAdder> counters, FeedbackSource source) {
		counters.getOrDefault(source, new LongAdder()).increment();
	}

}
