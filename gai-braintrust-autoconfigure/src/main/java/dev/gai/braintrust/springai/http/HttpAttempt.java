package dev.gai.braintrust.springai.http;

import java.time.Instant;

import dev.gai.braintrust.request.server.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange of a request to a model.
 *
 * @param server where the request went
 * @param request fingerprint of the body, which is the same for all attempts of a
 * request; {@code null} if it is not known
 * @param number how many attempts there were before
 * @param start when it began
 * @param end when it ended
 * @param error why it failed, {@code null} if it did not
 */
record HttpAttempt(ServerAddress server, @Nullable String request, int number, Instant start, Instant end,
		@Nullable Throwable error) {
}
