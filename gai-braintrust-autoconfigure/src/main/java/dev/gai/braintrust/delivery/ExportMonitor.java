package dev.gai.braintrust.delivery;

/**
 * Everything that can be known of the export without waiting for anything: no method
 * touches the network, the disk or a lock.
 *
 * @since 0.1.0
 */
public final class ExportMonitor {

	private final Destination destination;

	private final ExportCounters counters;

	private final ExportOutcomes outcomes;

	private final SpanLog log;

	/**
	 * Creates a monitor.
	 * @param destination where spans go
	 * @param counters what became of each span
	 * @param outcomes how requests ended
	 * @param log what waits
	 */
	public ExportMonitor(Destination destination, ExportCounters counters, ExportOutcomes outcomes, SpanLog log) {
		this.destination = destination;
		this.counters = counters;
		this.outcomes = outcomes;
		this.log = log;
	}

	/**
	 * What is known now.
	 * @return the status of this moment
	 */
	public ExportStatus status() {
		return new ExportStatus(this.destination.tracesUrl().toString(), this.destination.parent(),
				this.counters.counts(), this.outcomes.lastSuccess(), this.outcomes.lastFailure(),
				this.outcomes.failedRequests(), this.outcomes.failuresInARow(), this.log.bytes(), this.log.maxBytes(),
				this.log.oldest(), this.log.problem());
	}

	/**
	 * Has a listener told of each request that ends from now on.
	 * @param listener the listener
	 */
	public void listen(RequestListener listener) {
		this.outcomes.listen(listener);
	}

}
