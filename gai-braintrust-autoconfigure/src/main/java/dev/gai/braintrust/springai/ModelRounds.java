package dev.gai.braintrust.springai;

import org.jspecify.annotations.Nullable;

/**
 * The rounds of one call of the chat client: each is a request to the model and the tools
 * that its answer asked for. Thread-safe.
 */
final class ModelRounds {

	private int count;

	private @Nullable ModelRound last;

	/**
	 * Begins a round, which ends the one before.
	 * @return the round
	 */
	synchronized ModelRound next() {
		finish();
		this.count++;
		ModelRound round = new ModelRound(this.count);
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
