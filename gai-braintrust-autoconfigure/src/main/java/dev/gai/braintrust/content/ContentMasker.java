package dev.gai.braintrust.content;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Replaces text that must not leave the application. A bean of this type sees every piece
 * of text in input, output, expected, metadata, error and retry text, numbers and the
 * keys of maps included, after the built-in and the configured patterns have been
 * applied. It runs on a thread of this library and must be thread-safe. When it throws,
 * the whole field is replaced by an error text and nothing of it is sent; likewise when
 * the maskers take more than two seconds for a field. A masker that does so three times
 * in a row is not called again: the health component {@code braintrust} says so, and no
 * field that it would have seen is sent.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface ContentMasker {

	/**
	 * Return the text to send instead of the given one.
	 * @param path where the text stands: the field, then keys and indexes, for example
	 * {@code input.0.content}, {@code metadata.user_email} or {@code error}; the key of a
	 * map stands where the map does
	 * @param text the text, never {@code null}; the digits of a number, which becomes a
	 * text when they are changed
	 * @return the text to send, never {@code null}; the same text to leave it as it is
	 */
	String mask(String path, String text);

}
