package dev.gai.braintrust.sampling;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.gai.braintrust.guard.DerivedKey;
import dev.gai.braintrust.promise.Internal;

/**
 * What services share that decide alike about a trace. Mixed into the id of a trace it
 * keeps a caller from choosing one that is kept; with it a service signs that it sends a
 * trace. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SamplingSecret {

	private final DerivedKey key;

	/**
	 * Creates a secret.
	 * @param secret the secret, not empty; it is not kept as text
	 */
	public SamplingSecret(String secret) {
		// A key of its own, as what is signed with it is not what the secret is made for.
		this.key = new DerivedKey(secret, "gai-braintrust: sampling");
	}

	/**
	 * An id in place of that of a trace, which nobody can foresee without the secret.
	 * @param traceId id of the trace
	 * @return 32 hexadecimal digits, the same for each service with this secret
	 */
	String share(String traceId) {
		return HexFormat.of().formatHex(this.key.hmac("share " + traceId), 0, 16);
	}

	/**
	 * Signs that the trace of a span is sent.
	 * @param traceId id of the trace
	 * @param spanId id of the span
	 * @param parent the Braintrust object that it is sent to
	 * @return 32 hexadecimal digits
	 */
	public String sign(String traceId, String spanId, String parent) {
		return HexFormat.of().formatHex(this.key.hmac("sent " + traceId + " " + spanId + " " + parent), 0, 16);
	}

	/**
	 * Whether a signature is one of a service with this secret.
	 * @param signature the signature
	 * @param traceId id of the trace
	 * @param spanId id of the span
	 * @param parent the Braintrust object
	 * @return whether it has signed just that
	 */
	public boolean isSigned(String signature, String traceId, String spanId, String parent) {
		return MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8),
				sign(traceId, spanId, parent).getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "SamplingSecret";
	}

}
