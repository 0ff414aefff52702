package dev.gai.braintrust.replay.cassette;

/**
 * Refuses what a file must not say.
 */
final class Wrong {

	private Wrong() {
	}

	static void when(boolean wrong, String message) {
		if (wrong) {
			throw new IllegalArgumentException(message);
		}
	}

	/**
	 * Refuses more than one of several fields.
	 * @param names their names, for the message
	 * @param fields the fields
	 */
	static void whenSeveral(String names, Object... fields) {
		int count = 0;
		for (Object field : fields) {
			count += (field != null) ? 1 : 0;
		}
		when(count > 1, "only one of " + names + " can be");
	}

}
