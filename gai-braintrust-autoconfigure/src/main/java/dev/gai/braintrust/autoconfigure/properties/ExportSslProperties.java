package dev.gai.braintrust.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

/**
 * TLS of requests to Braintrust.
 *
 * @param bundle Name of the SSL bundle for requests to Braintrust.
 * @since 0.1.0
 */
public record ExportSslProperties(@Nullable String bundle) {

}
