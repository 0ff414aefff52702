package dev.gai.braintrust.delivery;

import java.time.Duration;

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
 * @since 0.1.0
 */
public record DeliverySettings(Duration scheduleDelay, int maxBatchSize, long maxRequestSize, Duration timeout,
		boolean gzip, Duration initialRetryDelay, Duration maxRetryDelay, String userAgent) {

}
