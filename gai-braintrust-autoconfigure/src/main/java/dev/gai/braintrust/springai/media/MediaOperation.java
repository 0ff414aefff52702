package dev.gai.braintrust.springai.media;

/**
 * What is asked of a model that does not chat.
 */
enum MediaOperation {

	TRANSCRIPTION("transcription"), SPEECH("speech"), MODERATION("moderation");

	private final String value;

	MediaOperation(String value) {
		this.value = value;
	}

	/**
	 * First word of the span's name.
	 * @return the operation
	 */
	String value() {
		return this.value;
	}

}
