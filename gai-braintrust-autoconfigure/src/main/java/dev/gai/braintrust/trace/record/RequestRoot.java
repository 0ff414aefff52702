package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a local root learns from the spans of ours below it: that it is sent at all, and
 * what its row says. The root is the request, message, scheduled run or job that the
 * application's own instrumentation observes; where nothing below it has to do with AI it
 * is never sent. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RequestRoot {

	private int running;

	private boolean used;

	private @Nullable SpanRecord first;

	private @Nullable SpanRecord named;

	private @Nullable SpanRecord question;

	private @Nullable SpanRecord answer;

	private @Nullable String job;

	/**
	 * Tells that a span of ours has started below the root.
	 * @param record the span
	 * @param top whether no other span of ours is above it
	 */
	public synchronized void started(SpanRecord record, boolean top) {
		this.running++;
		this.first = (this.first != null) ? this.first : record;
		if (this.named == null && top && isNamed(record)) {
			this.named = record;
		}
		if (this.question == null && record.type() == SpanType.LLM) {
			this.question = record;
		}
	}

	/**
	 * Agents have the name that the application gave them, and so has what it traces by
	 * itself.
	 */
	private static boolean isNamed(SpanRecord record) {
		boolean own = record.instrumentation().equals("manual")
				&& (record.type() == SpanType.STEP || record.type() == SpanType.TASK);
		return !record.name().isEmpty() && (own || record.type() == SpanType.AGENT);
	}

	/**
	 * Tells that a span of ours has ended below the root.
	 * @param record the span
	 */
	public synchronized void ended(SpanRecord record) {
		this.running--;
		if (record.type() == SpanType.LLM && !record.attempts().isAttempt()) {
			this.answer = record;
		}
	}

	/**
	 * Tells that a span below the root is sent.
	 */
	public synchronized void use() {
		this.used = true;
	}

	/**
	 * Whether a span below the root is sent, so that it hangs on the root.
	 * @return whether the root is sent when it ends
	 */
	public synchronized boolean isUsed() {
		return this.used;
	}

	/**
	 * Whether the root is sent if it ends now.
	 * @return whether a span below it is sent, or may be
	 */
	public synchronized boolean isWanted() {
		return this.used || this.running > 0;
	}

	/**
	 * Whether all spans below the root have ended.
	 * @return whether nothing is running
	 */
	public synchronized boolean isComplete() {
		return this.running <= 0;
	}

	/**
	 * Tells that a batch job runs below the root, which starts it. The first one counts.
	 * @param name name of the job
	 */
	public synchronized void job(String name) {
		this.job = (this.job != null) ? this.job : name;
	}

	/**
	 * The batch job that the root starts.
	 * @return the name, {@code null} if there is none
	 */
	public synchronized @Nullable String job() {
		return this.job;
	}

	/**
	 * The first span of ours.
	 * @return the span, {@code null} if there is none
	 */
	public synchronized @Nullable SpanRecord first() {
		return this.first;
	}

	/**
	 * The first span whose name somebody chose.
	 * @return the span, {@code null} if there is none
	 */
	public synchronized @Nullable SpanRecord named() {
		return this.named;
	}

	/**
	 * The call that was made first.
	 * @return the call of a model, {@code null} if there is none
	 */
	public synchronized @Nullable SpanRecord question() {
		return this.question;
	}

	/**
	 * The call that was answered last.
	 * @return the call of a model, {@code null} if none has ended
	 */
	public synchronized @Nullable SpanRecord answer() {
		return this.answer;
	}

}
