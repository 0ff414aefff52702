package dev.gai.braintrust.export.live;

import io.opentelemetry.api.trace.SpanContext;

/**
 * A caller that sends to the same place as we do.
 *
 * @param braintrustParent the Braintrust object that the caller's spans belong to
 * @param spanContext the caller's span
 * @since 0.1.0
 */
public record RemoteParent(String braintrustParent, SpanContext spanContext) {

}
