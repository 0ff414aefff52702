package dev.gai.braintrust.springai;

import dev.gai.braintrust.trace.ForeignSpan;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one call of the chat client: each is a request to the model and the tools
 * that its answer asked for. Thread-safe.
 */
final class ModelRounds {

	private final @Nullable ForeignSpan client;

	private @Nullable ModelRound last;

	/**
	 * Creates the rounds of a call.
	 * @param client the call, {@code null} if it is not recorded
	 */
	ModelRounds(@Nullable ForeignSpan client) {
		this.client = client;
	}

	/**
	 * The call that gets the answer of its last round.
	 * @return the call, {@code null} if it is not recorded
	 */
	@Nullable ForeignSpan client() {
		return this.client;
	}

	/**
	 * Begins a round, which ends the one before.
	 * @return the round
	 */
	synchronized ModelRound next() {
		finish();
		ModelRound before = this.last;
		boolean follows = before != null && before.isStep();
		ModelRound round = new ModelRound((before != null && follows) ? before.number() + 1 : 1, follows);
		this.last = round;
		return round;
	}

	/**
	 * The round that has begun last.
	 * @return the round, {@code null} if there is none
	 */
	synchronized @Nullable ModelRound last() {
		return this.last;
	}

	/**
	 * Tells that no tool of the last round will run any more.
	 */
	synchronized void finish() {
		if (this.last != null) {
			this.last.finished();
		}
	}

}
