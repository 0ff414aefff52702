package dev.gai.braintrust.content.media;

/**
 * What becomes of images, sounds and files in content.
 *
 * @since 0.1.0
 */
public enum MediaMode {

	/** They are uploaded, and the row refers to them. */
	UPLOAD,

	/** The row says what they are, how large, and their SHA-256. */
	DESCRIBE,

	/** The row only says what they are. */
	NONE

}
