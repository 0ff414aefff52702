package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Propagation of the Braintrust object to other services, as "braintrust.parent" in W3C
 * baggage.
 *
 * @param send Whether to tell called services which Braintrust object receives the trace.
 * @param accept Objects that callers may name, such as "project_name:shop".
 * @since 0.1.0
 */
public record BaggageProperties(@DefaultValue("false") boolean send, @DefaultValue List<String> accept) {

}
