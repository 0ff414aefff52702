package dev.gai.braintrust.usage;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A model call has ended. Published for every call, whether or not its trace is sampled
 * or sent anywhere, on a thread of this library: a slow listener does not slow calls, but
 * the queue of events is bounded, and events that do not fit are dropped and counted on
 * {@code /actuator/llmusage}. Neither the trace context nor other thread-locals of the
 * call are available.
 *
 * @param call the call
 * @since 0.1.0
 */
@PublicApi
public record LlmCallCompletedEvent(CompletedCall call) {

}
