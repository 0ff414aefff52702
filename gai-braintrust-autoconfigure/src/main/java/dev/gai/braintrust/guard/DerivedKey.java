package dev.gai.braintrust.guard;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A key for one purpose, derived from a secret that is used for others. It is derived
 * when it is first needed: the first HMAC of a process takes long, and most applications
 * start without one. Thread-safe.
 *
 * @since 0.1.0
 */
public final class DerivedKey {

	private final String purpose;

	/** Until the key is there. */
	private byte @Nullable [] secret;

	private volatile byte @Nullable [] key;

	/**
	 * Creates a key.
	 * @param secret the secret, not empty; not kept as text
	 * @param purpose tells the key from others of the same secret
	 */
	public DerivedKey(String secret, String purpose) {
		this.secret = Digests.utf8(secret);
		this.purpose = purpose;
	}

	/**
	 * HMAC-SHA-256 of a text.
	 * @param text the text
	 * @return 32 bytes
	 */
	public byte[] hmac(String text) {
		return Digests.hmac(key(), text);
	}

	/**
	 * HMAC-SHA-256 of some bytes.
	 * @param content the bytes
	 * @return 32 bytes
	 */
	public byte[] hmac(byte[] content) {
		return Digests.hmac(key(), content);
	}

	private byte[] key() {
		byte[] derived = this.key;
		return (derived != null) ? derived : derivedOnce();
	}

	private synchronized byte[] derivedOnce() {
		byte[] given = this.secret;
		if (given != null) {
			this.key = Digests.hmac(given, this.purpose);
			this.secret = null;
		}
		return Objects.requireNonNull(this.key);
	}

	@Override
	public String toString() {
		return "DerivedKey";
	}

}
