package dev.gai.braintrust.replay;

import dev.gai.braintrust.replay.cassette.Redaction;

/**
 * Answers from cassettes.
 */
final class Replayer implements Answering {

	private final Library library;

	private final Redaction redaction;

	Replayer(Library library, Redaction redaction) {
		this.library = library;
		this.redaction = redaction;
	}

	@Override
	public Answer answer(Call call, Asker asker) throws MissException {
		return Answer.of(this.library.next(this.redaction.apply(call.request()), asker).response());
	}

}
