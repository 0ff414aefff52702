package dev.gai.braintrust.content.media;

/**
 * An image, a sound or a file that is uploaded.
 *
 * @param key the key under which it is found
 * @param type its media type
 * @param fileName name of the file
 * @param sha256 the SHA-256 of its bytes
 * @param bytes its bytes, not copied
 * @param traceId trace of the span that it belongs to
 * @param spanId the span that it belongs to
 * @since 0.1.0
 */
public record StoredMedia(String key, String type, String fileName, String sha256, byte[] bytes, String traceId,
		String spanId) {

}
