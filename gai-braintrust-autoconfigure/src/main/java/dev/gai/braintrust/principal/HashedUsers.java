package dev.gai.braintrust.principal;

import java.util.HexFormat;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.DerivedKey;

/**
 * Puts a keyed digest in place of the id of a user: the same for the same user, and of no
 * use without the key. Thread-safe.
 *
 * @since 0.1.0
 */
public final class HashedUsers implements UnaryOperator<String> {

	private static final int BYTES = 16;

	private final DerivedKey key;

	/**
	 * Creates a digest.
	 * @param secret what the key is made of, not empty; it is not kept as text
	 */
	public HashedUsers(String secret) {
		// A key of its own, as users are not what the secret is made for.
		this.key = new DerivedKey(secret, "gai-braintrust: users");
	}

	@Override
	public String apply(String user) {
		return HexFormat.of().formatHex(this.key.hmac(user), 0, BYTES);
	}

	@Override
	public String toString() {
		return "HashedUsers";
	}

}
