package dev.gai.braintrust.guard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digests that every Java platform has. What they are made of, a key for example, is in
 * no message.
 *
 * @since 0.1.0
 */
public final class Digests {

	private Digests() {
	}

	/**
	 * SHA-256 of some bytes.
	 * @param parts the bytes, one part after the other
	 * @return 32 bytes
	 */
	public static byte[] sha256(byte[]... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (byte[] part : parts) {
				digest.update(part);
			}
			return digest.digest();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * HMAC-SHA-256 of some bytes.
	 * @param key the key, not empty
	 * @param content the bytes
	 * @return 32 bytes
	 */
	public static byte[] hmac(byte[] key, byte[] content) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(content);
		}
		catch (GeneralSecurityException ex) {
			// Its message could not be about anything but the key.
			throw new IllegalStateException("Every Java platform has HmacSHA256");
		}
	}

	/**
	 * HMAC-SHA-256 of a text.
	 * @param key the key, not empty
	 * @param text the text
	 * @return 32 bytes
	 */
	public static byte[] hmac(byte[] key, String text) {
		return hmac(key, utf8(text));
	}

	/**
	 * The bytes of some texts, each with its length, so that no two lists of texts have
	 * the same.
	 * @param texts the texts, in their order
	 * @return their bytes
	 */
	public static byte[] framed(String... texts) {
		ByteArrayOutputStream framed = new ByteArrayOutputStream();
		for (String text : texts) {
			byte[] bytes = utf8(text);
			framed.writeBytes(utf8(bytes.length + ":"));
			framed.writeBytes(bytes);
		}
		return framed.toByteArray();
	}

	/**
	 * The bytes of a text in UTF-8.
	 * @param text the text
	 * @return its bytes
	 */
	public static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
