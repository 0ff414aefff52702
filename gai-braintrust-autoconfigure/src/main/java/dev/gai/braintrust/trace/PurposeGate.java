package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.CallLabels;
import org.jspecify.annotations.Nullable;

/**
 * Asks one gate for the calls of the application, and another one for those of its
 * judges.
 *
 * @param application asked for the application's calls
 * @param judges asked for the calls of scorers
 * @since 0.1.0
 */
@Internal
public record PurposeGate(CallGate application, CallGate judges) implements CallGate {

	@Override
	public void check(CallLabels call) {
		this.application.check(call);
	}

	CallGate of(@Nullable String purpose) {
		return (purpose != null) ? this.judges : this.application;
	}

}
