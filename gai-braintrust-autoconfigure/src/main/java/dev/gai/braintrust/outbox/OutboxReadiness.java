package dev.gai.braintrust.outbox;

import java.time.Duration;

import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.guard.SteadyClock;

/**
 * Decides whether something may be sent: not before its span has been delivered, since
 * the service would make a row of its own of it, which the span then replaces.
 */
final class OutboxReadiness {

	private final String run;

	private final SpanProgress progress;

	private final long started = SteadyClock.millis();

	private final Duration maxAge;

	OutboxReadiness(String run, SpanProgress progress, Duration maxAge) {
		this.run = run;
		this.progress = progress;
		this.maxAge = maxAge;
	}

	OutboxVerdict judge(OutboxItem item) {
		if (SteadyClock.millis() - item.created() > this.maxAge.toMillis()) {
			return OutboxVerdict.EXPIRED;
		}
		if (item.spanId() == null) {
			return OutboxVerdict.READY;
		}
		boolean ofThisRun = item.run().equals(this.run);
		SpanStage stage = ofThisRun ? this.progress.stage(item.traceId(), item.spanId()) : SpanStage.UNKNOWN;
		return switch (stage) {
			case LEFT_OUT -> OutboxVerdict.LEFT_OUT;
			case PENDING -> OutboxVerdict.WAITING;
			case LOGGED, UNKNOWN -> (ofThisRun && item.pending()) ? OutboxVerdict.LOGGED_NOW : settled(item, ofThisRun);
		};
	}

	/** What an earlier run has logged is found in the log, too, until it is delivered. */
	private OutboxVerdict settled(OutboxItem item, boolean ofThisRun) {
		long after = (!ofThisRun && item.pending()) ? this.started : item.after();
		return this.progress.isSettled(after) ? OutboxVerdict.READY : OutboxVerdict.WAITING;
	}

	/** The same item, to be looked at later. */
	OutboxItem later(OutboxItem item, OutboxVerdict verdict) {
		boolean logged = verdict == OutboxVerdict.LOGGED_NOW;
		boolean ofThisRun = item.run().equals(this.run);
		long after = logged ? SteadyClock.millis() : (!ofThisRun && item.pending()) ? this.started : item.after();
		return item.waiting(this.run, after, ofThisRun && item.pending() && !logged);
	}

}
