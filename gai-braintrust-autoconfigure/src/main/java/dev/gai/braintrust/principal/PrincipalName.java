package dev.gai.braintrust.principal;

import java.security.Principal;

import dev.gai.braintrust.trace.GenAiContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Shares the name of a principal with everything below the observation of its request.
 */
final class PrincipalName {

	/** Spring Security's principal of somebody who has not logged in. */
	private static final String ANONYMOUS = "AnonymousAuthenticationToken";

	private PrincipalName() {
	}

	static void share(@Nullable Principal principal, Observation.Context request) {
		if (principal != null && !principal.getClass().getSimpleName().equals(ANONYMOUS)) {
			GenAiContext.empty().user(principal.getName()).shareBelow(request);
		}
	}

}
