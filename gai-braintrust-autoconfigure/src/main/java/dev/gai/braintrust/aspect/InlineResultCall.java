package dev.gai.braintrust.aspect;

import dev.gai.braintrust.completion.ForwardedCall;
import dev.gai.braintrust.completion.TrackedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call whose result is a bare number to Java, and something else to its caller.
 */
final class InlineResultCall extends ForwardedCall {

	private final InlineTypes types;

	/**
	 * Stands before a call.
	 * @param call the call
	 * @param types what the result is declared as
	 */
	InlineResultCall(TrackedCall call, InlineTypes types) {
		super(call);
		this.types = types;
	}

	@Override
	public void completed(@Nullable Object value) {
		super.completed(this.types.result(value));
	}

}
