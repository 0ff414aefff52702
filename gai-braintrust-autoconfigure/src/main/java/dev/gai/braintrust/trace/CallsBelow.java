package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What the requests to models below a span came to. Only requests themselves are counted,
 * not methods around them, so that nothing is counted twice; a figure that no request
 * reported is {@code null}. Part of a {@link SpanRecord}; thread-safe.
 *
 * @since 0.1.0
 */
public final class CallsBelow {

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicLong started = new AtomicLong();

	private long requests;

	private @Nullable Long inputTokens;

	private @Nullable Long outputTokens;

	private @Nullable BigDecimal costUsd;

	CallsBelow() {
	}

	/**
	 * Requests that have ended.
	 * @return the number
	 */
	public synchronized long requests() {
		return this.requests;
	}

	/**
	 * Tokens of all requests, cached ones included.
	 * @return the sum of what was reported
	 */
	public synchronized @Nullable Long inputTokens() {
		return this.inputTokens;
	}

	/**
	 * Tokens of all answers, reasoning included.
	 * @return the sum of what was reported
	 */
	public synchronized @Nullable Long outputTokens() {
		return this.outputTokens;
	}

	/**
	 * What the requests cost, as far as their costs are known.
	 * @return the sum in US dollars
	 */
	public synchronized @Nullable BigDecimal costUsd() {
		return this.costUsd;
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
	 * Takes the figures of a call.
	 * @param request whether it was a request itself
	 * @param usage what it used
	 * @param cost what it cost
	 */
	void ended(boolean request, @Nullable Usage usage, @Nullable BigDecimal cost) {
		if (request) {
			add(usage, cost);
		}
		this.running.decrementAndGet();
	}

	private synchronized void add(@Nullable Usage usage, @Nullable BigDecimal cost) {
		this.requests++;
		if (usage != null) {
			this.inputTokens = sum(this.inputTokens, usage.input());
			this.outputTokens = sum(this.outputTokens, usage.output());
		}
		if (cost != null) {
			this.costUsd = (this.costUsd != null) ? this.costUsd.add(cost) : cost;
		}
	}

	private static @Nullable Long sum(@Nullable Long sum, @Nullable Long more) {
		if (more == null) {
			return sum;
		}
		return (sum != null) ? Long.valueOf(sum + more) : more;
	}

}
