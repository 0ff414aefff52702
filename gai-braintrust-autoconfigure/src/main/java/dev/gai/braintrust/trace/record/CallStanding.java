package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.error.Denials;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call of a model is a request, once that has been decided. While calls below
 * it run, it can often not be: a stream ends before the request that feeds it does. Part
 * of a {@link SpanRecord}; thread-safe.
 */
@Internal
public final class CallStanding {

	private volatile @Nullable Boolean request;

	private volatile boolean awaited;

	/**
	 * Whether the call is a request itself; until that is decided, whether nothing is
	 * below it.
	 * @param below what is below it
	 * @return whether its figures are its own
	 */
	boolean isRequest(CallsBelow below) {
		Boolean decided = this.request;
		return (decided != null) ? decided : !below.any();
	}

	/**
	 * Says that no call was made.
	 */
	public synchronized void beNone() {
		this.request = Boolean.FALSE;
	}

	/**
	 * Whether the span waits for the decision, or for the cost that depends on it.
	 * @return whether it is not known yet what the span comes to
	 */
	public boolean isAwaited() {
		return this.awaited;
	}

	/**
	 * Says whether the decision is awaited.
	 * @param awaited whether it is
	 */
	public void await(boolean awaited) {
		this.awaited = awaited;
	}

	/**
	 * Decides, if enough is known.
	 * @param record the call, whose result has been read
	 * @return whether it is decided
	 */
	public synchronized boolean decide(SpanRecord record) {
		if (this.request == null && record.declaredType().callsModel()) {
			this.request = !record.below().any() ? Boolean.valueOf(!isGuarded(record)) : verdict(record);
		}
		return this.request != null || !record.declaredType().callsModel();
	}

	/**
	 * Decides by what is known.
	 * @param record the call
	 * @param waited whether the calls that still run below are taken to be others
	 * @return whether it was undecided
	 */
	synchronized boolean decideNow(SpanRecord record, boolean waited) {
		if (this.request != null || !record.isEnded() || decide(record)) {
			return false;
		}
		this.request = waited && new OwnCall(record).isRequest();
		return true;
	}

	/**
	 * Whether a guard of the application was in the way of each attempt.
	 */
	private static boolean isGuarded(SpanRecord record) {
		SpanResponse response = record.response();
		return record.error() != null && response.usage() == null && response.id() == null
				&& Denials.areOfGuards(record.error())
				&& record.attempts().failed().stream().allMatch((attempt) -> Denials.areOfGuards(attempt.error()));
	}

	private static @Nullable Boolean verdict(SpanRecord record) {
		boolean request = new OwnCall(record).isRequest();
		if (record.below().complete()) {
			return request;
		}
		SpanResponse response = record.response();
		boolean silent = response.usage() == null && response.id() == null && response.cost() == null;
		boolean none = record.error() == null && (silent || !request);
		return none ? Boolean.FALSE : null;
	}

}
