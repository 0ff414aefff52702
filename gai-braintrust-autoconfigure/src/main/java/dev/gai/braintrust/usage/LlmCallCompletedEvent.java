package dev.gai.braintrust.usage;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A call of a model is over. Published for every call, whether or not its trace is
 * sampled or sent anywhere, on a thread of this library: a slow listener does not slow
 * calls, but events that wait for it are bounded, and what does not fit is given up and
 * counted on {@code /actuator/llmusage}. Neither the trace nor other thread-locals of the
 * call are there.
 *
 * @param call the call
 * @since 0.1.0
 */
@PublicApi
public record LlmCallCompletedEvent(CompletedCall call) {

}
