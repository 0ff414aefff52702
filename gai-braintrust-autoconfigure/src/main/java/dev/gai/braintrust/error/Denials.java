package dev.gai.braintrust.error;

import java.util.List;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the application itself does not let its caller do from what a provider
 * forbids the application.
 *
 * @since 0.1.0
 */
@Internal
public final class Denials {

	private static final List<String> TYPES = List.of("org.springframework.security.access.AccessDeniedException",
			"org.springframework.security.core.AuthenticationException");

	/** Guards that let nothing through for a while, or not so much at once. */
	private static final List<String> GUARDS = List.of(
			"io.github.resilience4j.circuitbreaker.CallNotPermittedException",
			"io.github.resilience4j.ratelimiter.RequestNotPermitted",
			"io.github.resilience4j.bulkhead.BulkheadFullException",
			"org.springframework.resilience.InvocationRejectedException");

	private Denials() {
	}

	/**
	 * Whether the application refused the call.
	 * @param error the error of the call
	 * @return whether Spring Security is what it came from
	 */
	public static boolean include(@Nullable Throwable error) {
		return isAmong(TYPES, error);
	}

	/**
	 * Whether nobody was asked, since a guard of the application was in the way.
	 * @param error the error of the call
	 * @return whether a circuit breaker, a rate limiter, a bulkhead or a limit of
	 * concurrency is what it came from
	 */
	public static boolean areOfGuards(@Nullable Throwable error) {
		return isAmong(GUARDS, error);
	}

	private static boolean isAmong(List<String> types, @Nullable Throwable error) {
		return error != null && CauseChain.of(error).stream().anyMatch((cause) -> isOne(types, cause));
	}

	private static boolean isOne(List<String> types, Throwable error) {
		for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
			if (types.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

}
