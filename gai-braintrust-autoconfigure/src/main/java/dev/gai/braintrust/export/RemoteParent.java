package dev.gai.braintrust.export;

import io.opentelemetry.api.trace.SpanContext;

/**
 * A caller that sends to the same place as we do.
 *
 * @param braintrustParent the Braintrust object that the caller's spans belong to
 * @param spanContext the caller's span
 */
record RemoteParent(String braintrustParent, SpanContext spanContext) {

}
