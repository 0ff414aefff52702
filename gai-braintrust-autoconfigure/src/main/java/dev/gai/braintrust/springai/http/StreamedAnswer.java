package dev.gai.braintrust.springai.http;

import java.lang.ref.Reference;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a streamed answer say.
 *
 * @param attempt the exchange that brought it
 * @param error what the provider said in place of the rest, {@code null} if it did not
 * @param firstContentNanos when the first event came that bears content, on the clock of
 * {@link System#nanoTime()}; 0 if none has
 * @param usage tokens used, as far as they are known
 * @param billing what it says of the bill
 * @param whole whether its last event has come
 * @param lines the events, as long as there is memory for them
 */
record StreamedAnswer(HttpAttempt attempt, @Nullable AnsweredErrorException error, long firstContentNanos,
		@Nullable Usage usage, Billing billing, boolean whole, Reference<AnswerLines> lines) {
}
