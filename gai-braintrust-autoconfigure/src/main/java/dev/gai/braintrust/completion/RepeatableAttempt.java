package dev.gai.braintrust.completion;

/**
 * One attempt of a call that others may repeat: that it failed ends the call only if the
 * call cannot be kept open.
 */
final class RepeatableAttempt extends ForwardedCall {

	private final RepeatableCall repeatable;

	private final TrackedCall call;

	private volatile boolean failed;

	RepeatableAttempt(RepeatableCall repeatable, TrackedCall call) {
		super(call);
		this.repeatable = repeatable;
		this.call = call;
	}

	@Override
	public void failed(Throwable error) {
		if (this.failed) {
			return;
		}
		this.failed = true;
		if (!this.repeatable.keepOpen(this.call, error)) {
			super.failed(error);
		}
	}

	/**
	 * Reactor cancels what has failed when it gives up to repeat it.
	 */
	@Override
	public void cancelled() {
		if (!this.failed) {
			super.cancelled();
		}
	}

}
