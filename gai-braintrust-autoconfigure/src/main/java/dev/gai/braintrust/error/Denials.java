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

	private Denials() {
	}

	/**
	 * Whether the application refused the call.
	 * @param error the error of the call
	 * @return whether Spring Security is what it came from
	 */
	public static boolean include(@Nullable Throwable error) {
		return error != null && CauseChain.of(error).stream().anyMatch(Denials::isOne);
	}

	private static boolean isOne(Throwable error) {
		for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
			if (TYPES.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

}
