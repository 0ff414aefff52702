package dev.gai.braintrust.sampling;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what decides about an undecided trace. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceFacts implements LocalTrace {

	static final int NO_RULE = Integer.MAX_VALUE;

	private final String traceId;

	private final List<SpanRecord> spans = new ArrayList<>();

	/** Asked for at the end of each span, and made with a digest. */
	private @Nullable String share;

	private long firstStart = Long.MAX_VALUE;

	private long lastEnd = Long.MIN_VALUE;

	private BigDecimal cost = BigDecimal.ZERO;

	private int rule = NO_RULE;

	private double lowestScore = Double.NaN;

	private boolean failed;

	private boolean retried;

	private boolean finished;

	private boolean decided;

	/**
	 * Creates facts about a trace of which nothing is known.
	 * @param traceId id of the trace
	 */
	public TraceFacts(String traceId) {
		this.traceId = traceId;
	}

	/**
	 * Tells that a span of this library has started.
	 * @param epochNanos when
	 */
	public synchronized void started(long epochNanos) {
		this.firstStart = Math.min(this.firstStart, epochNanos);
	}

	/**
	 * Tells that the roots have ended.
	 */
	public synchronized void finish() {
		this.finished = true;
	}

	/**
	 * Tells that the trace is decided: what happened in its spans is not to be kept in
	 * memory any longer.
	 */
	public synchronized void decided() {
		this.decided = true;
		this.spans.clear();
	}

	/**
	 * Tells of a score.
	 * @param score a number from 0 to 1
	 */
	public synchronized void scored(double score) {
		this.lowestScore = Double.isNaN(this.lowestScore) ? score : Math.min(this.lowestScore, score);
	}

	synchronized void ended(SpanData span, @Nullable SpanRecord record, int rule) {
		this.firstStart = Math.min(this.firstStart, span.getStartEpochNanos());
		this.lastEnd = Math.max(this.lastEnd, span.getEndEpochNanos());
		this.rule = Math.min(this.rule, rule);
		if (record == null) {
			this.failed |= span.getStatus().getStatusCode() == StatusCode.ERROR;
			return;
		}
		if (!this.decided) {
			this.spans.add(record);
		}
		boolean attempt = record.attempts().isAttempt();
		this.failed |= record.error() != null && !attempt;
		this.retried |= attempt || record.attempts().failedCount() > ((record.error() != null) ? 1 : 0);
		BigDecimal spent = record.billable() ? record.response().cost() : null;
		this.cost = (spent != null) ? this.cost.add(spent) : this.cost;
	}

	/**
	 * What is compared with the shares of traces that are kept.
	 * @param made makes it of the id of the trace
	 * @return 32 hexadecimal digits
	 */
	synchronized String share(UnaryOperator<String> made) {
		String known = (this.share != null) ? this.share : made.apply(this.traceId);
		this.share = known;
		return known;
	}

	/**
	 * The first of the rules that speak for the trace.
	 * @return its place in the list, {@link #NO_RULE} if there is none
	 */
	synchronized int rule() {
		return this.rule;
	}

	@Override
	public String traceId() {
		return this.traceId;
	}

	@Override
	public synchronized boolean finished() {
		return this.finished;
	}

	@Override
	public synchronized List<SpanRecord> spans() {
		return new ArrayList<>(this.spans);
	}

	@Override
	public synchronized Duration duration() {
		return (this.lastEnd > this.firstStart) ? Duration.ofNanos(this.lastEnd - this.firstStart) : Duration.ZERO;
	}

	@Override
	public synchronized BigDecimal cost() {
		return this.cost;
	}

	@Override
	public synchronized boolean failed() {
		return this.failed;
	}

	@Override
	public synchronized OptionalDouble lowestScore() {
		return Double.isNaN(this.lowestScore) ? OptionalDouble.empty() : OptionalDouble.of(this.lowestScore);
	}

	@Override
	public synchronized boolean retried() {
		return this.retried;
	}

}
