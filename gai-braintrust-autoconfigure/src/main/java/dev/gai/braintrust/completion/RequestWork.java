package dev.gai.braintrust.completion;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.error.CauseChain;
import dev.gai.braintrust.guard.ThreadValue;
import org.jspecify.annotations.Nullable;

/**
 * The work of another thread for a request of Spring MVC. It is interrupted where the
 * request has waited long enough or its client has gone, before anybody is told which of
 * these it was: a call that an interruption has ended is open until then. Thread-safe.
 */
final class RequestWork {

	private static final int MAX_CALLS = 16;

	private static final ThreadValue<RequestWork> current = new ThreadValue<>();

	private final List<Interrupted> interrupted = new ArrayList<>();

	private @Nullable Throwable reason;

	private boolean over;

	/**
	 * Tells that a call has failed in this thread.
	 * @param call the call
	 * @param error what it failed with
	 */
	static void failed(TrackedCall call, Throwable error) {
		RequestWork work = current.get();
		if (work == null || !CauseChain.isInterruption(error) || !work.awaitsReason(call, error)) {
			call.failed(error);
		}
	}

	/** Tells that this thread does the work from now on. */
	void begin() {
		current.set(this);
	}

	/** Tells that this thread does other work. */
	static void leave() {
		current.set(null);
	}

	private synchronized boolean awaitsReason(TrackedCall call, Throwable error) {
		if (this.reason != null) {
			AsyncRequests.end(call, this.reason);
			return true;
		}
		return !this.over && this.interrupted.size() < MAX_CALLS && this.interrupted.add(new Interrupted(call, error));
	}

	/**
	 * Tells why the work was interrupted, or will be. What is told afterwards is about
	 * the response that says so.
	 * @param reason a timeout, or what has become of the connection; {@code null} if the
	 * server does not say
	 */
	synchronized void endsFor(@Nullable Throwable reason) {
		if (reason == null || this.reason != null) {
			return;
		}
		this.reason = reason;
		this.interrupted.forEach((ended) -> AsyncRequests.end(ended.call(), reason));
		this.interrupted.clear();
	}

	/** Tells that the request is over: whoever interrupted the work gives no reason. */
	synchronized void isOver() {
		this.over = true;
		this.interrupted.forEach((ended) -> ended.call().failed(ended.error()));
		this.interrupted.clear();
	}

	private record Interrupted(TrackedCall call, Throwable error) {

	}

}
