package dev.gai.braintrust.springai.http;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a streamed answer say.
 *
 * @param attempt the exchange that brought it
 * @param firstEventNanos when the first event came, on the clock of
 * {@link System#nanoTime()}
 * @param usage tokens used, as far as they are known
 */
record StreamedAnswer(HttpAttempt attempt, long firstEventNanos, @Nullable Usage usage) {
}
