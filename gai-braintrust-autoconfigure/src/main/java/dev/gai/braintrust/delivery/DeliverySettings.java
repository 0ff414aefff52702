package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.network.Network;

/**
 * How spans are sent.
 *
 * @param scheduleDelay the longest time that an encoded span waits for others
 * @param maxBatchSize the most spans in a request
 * @param maxRequestSize the most bytes in a request, before compression
 * @param timeout the longest time of a whole exchange
 * @param gzip whether requests are compressed
 * @param initialRetryDelay the wait after a first failure
 * @param maxRetryDelay the longest wait after failures
 * @param userAgent what the requests say of their sender
 * @param mask masks what others say before it is logged or shown
 * @param network the way that requests take
 * @since 0.1.0
 */
public record DeliverySettings(Duration scheduleDelay, int maxBatchSize, long maxRequestSize, Duration timeout,
		boolean gzip, Duration initialRetryDelay, Duration maxRetryDelay, String userAgent, UnaryOperator<String> mask,
		Network network) {

	/**
	 * Creates settings that mask nothing, for requests that take the way of the JVM.
	 * @param scheduleDelay the longest time that an encoded span waits for others
	 * @param maxBatchSize the most spans in a request
	 * @param maxRequestSize the most bytes in a request, before compression
	 * @param timeout the longest time of a whole exchange
	 * @param gzip whether requests are compressed
	 * @param initialRetryDelay the wait after a first failure
	 * @param maxRetryDelay the longest wait after failures
	 * @param userAgent what the requests say of their sender
	 */
	public DeliverySettings(Duration scheduleDelay, int maxBatchSize, long maxRequestSize, Duration timeout,
			boolean gzip, Duration initialRetryDelay, Duration maxRetryDelay, String userAgent) {
		this(scheduleDelay, maxBatchSize, maxRequestSize, timeout, gzip, initialRetryDelay, maxRetryDelay, userAgent,
				UnaryOperator.identity(), Network.ofTheJvm());
	}

	/**
	 * The same settings, with which something is masked.
	 * @param mask masks what others say before it is logged or shown
	 * @return the settings
	 */
	public DeliverySettings masking(UnaryOperator<String> mask) {
		return new DeliverySettings(this.scheduleDelay, this.maxBatchSize, this.maxRequestSize, this.timeout, this.gzip,
				this.initialRetryDelay, this.maxRetryDelay, this.userAgent, mask, this.network);
	}

	/**
	 * The same settings, with which requests take another way.
	 * @param network the way
	 * @return the settings
	 */
	public DeliverySettings over(Network network) {
		return new DeliverySettings(this.scheduleDelay, this.maxBatchSize, this.maxRequestSize, this.timeout, this.gzip,
				this.initialRetryDelay, this.maxRetryDelay, this.userAgent, this.mask, network);
	}

}
