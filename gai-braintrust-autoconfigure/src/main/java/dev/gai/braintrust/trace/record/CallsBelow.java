package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What the requests to models below a span came to. Only requests themselves are counted,
 * not methods around them, so that nothing is counted twice; a figure that no request
 * reported is {@code null}. Part of a {@link SpanRecord}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class CallsBelow {

	private static final int MAX_CALLS = 500;

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicLong started = new AtomicLong();

	private final AtomicInteger steps = new AtomicInteger();

	private final AtomicInteger modelCalls = new AtomicInteger();

	private final CallFigures figures = new CallFigures();

	/** What is compared with the span's own result, the latest ones. */
	private final Deque<CallBelow> calls = new ArrayDeque<>(0);

	private final boolean compared;

	private @Nullable Runnable onComplete;

	/**
	 * Creates sums.
	 * @param compared whether the span calls a model itself
	 */
	CallsBelow(boolean compared) {
		this.compared = compared;
	}

	/**
	 * Requests that have ended.
	 * @return the number
	 */
	public synchronized long requests() {
		return this.figures.requests();
	}

	/**
	 * Tokens of all requests, cached ones included.
	 * @return the sum of what was reported
	 */
	public synchronized @Nullable Long inputTokens() {
		return this.figures.inputTokens();
	}

	/**
	 * Tokens of all answers, reasoning included.
	 * @return the sum of what was reported
	 */
	public synchronized @Nullable Long outputTokens() {
		return this.figures.outputTokens();
	}

	/**
	 * What the requests cost, as far as their costs are known.
	 * @return the sum in US dollars
	 */
	public synchronized @Nullable BigDecimal costUsd() {
		return this.figures.costUsd();
	}

	/**
	 * Steps that ran below the span, or requests where there were no steps; counted at
	 * agents only.
	 * @return the number
	 */
	public int steps() {
		int counted = this.steps.get();
		return (counted > 0) ? counted : this.modelCalls.get();
	}

	void countStep() {
		this.steps.incrementAndGet();
	}

	void countModelCall() {
		this.modelCalls.incrementAndGet();
	}

	/**
	 * Whether any call of a model has been started.
	 * @return whether there is something below
	 */
	boolean any() {
		return this.started.get() > 0;
	}

	/**
	 * Whether none is running, so that the figures are complete.
	 * @return whether all that were started have ended
	 */
	boolean complete() {
		return this.running.get() == 0;
	}

	void started() {
		this.started.incrementAndGet();
		this.running.incrementAndGet();
	}

	/**
	 * Takes note of something that is running, and is no call itself.
	 */
	void opened() {
		this.running.incrementAndGet();
	}

	/**
	 * Takes note of its end.
	 */
	void closed() {
		this.running.decrementAndGet();
		runIfComplete();
	}

	/**
	 * The calls that have ended.
	 * @return a copy, of the latest 500
	 */
	synchronized List<CallBelow> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * Forgets the calls, whose sums are kept.
	 */
	synchronized void forgetCalls() {
		this.calls.clear();
	}

	/**
	 * Does something as soon as no call is running any more.
	 * @param work what to do, at once if none is running
	 */
	public void whenComplete(Runnable work) {
		synchronized (this) {
			this.onComplete = work;
		}
		runIfComplete();
	}

	/**
	 * Does what waits for the calls that still run.
	 */
	void completeNow() {
		Runnable due;
		synchronized (this) {
			due = this.onComplete;
			this.onComplete = null;
		}
		if (due != null) {
			due.run();
		}
	}

	/**
	 * Takes the figures of a call.
	 * @param call what it came to
	 */
	void ended(CallBelow call) {
		synchronized (this) {
			if (call.request()) {
				this.figures.add(call.usage(), call.cost());
			}
			if (this.compared && (this.calls.size() < MAX_CALLS || this.calls.poll() != null)) {
				this.calls.add(call);
			}
		}
		this.running.decrementAndGet();
		runIfComplete();
	}

	private void runIfComplete() {
		if (complete()) {
			completeNow();
		}
	}

}
