package dev.gai.braintrust.feedback;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import dev.gai.braintrust.guard.DerivedKey;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads feedback tokens: span, trace, destination and expiry with a signature,
 * in 72 characters that are safe in a URL. All instances with the same secret read each
 * other's. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackTokens {

	private static final byte VERSION = 1;

	private static final int DESTINATION = 9;

	private static final int CONTENT = 1 + 8 + 16 + 4 + DESTINATION;

	private static final int SIGNATURE = 16;

	private static final HexFormat HEX = HexFormat.of();

	private static final String LABEL = "gai-braintrust: feedback tokens";

	private final DerivedKey key;

	private final String destination;

	private volatile byte @Nullable [] destinationMark;

	private final Duration timeToLive;

	private final InstantSource clock;

	/**
	 * Creates tokens.
	 * @param secret what the signature is made with; never shown
	 * @param destination where spans go: a token of another destination is refused
	 * @param timeToLive how long a token can be used
	 * @param clock tells the time
	 */
	public FeedbackTokens(String secret, String destination, Duration timeToLive, InstantSource clock) {
		this.key = new DerivedKey(secret, LABEL);
		this.destination = destination;
		this.timeToLive = timeToLive;
		this.clock = clock;
	}

	/**
	 * Makes a token.
	 * @param traceId id of the trace, 32 hexadecimal digits
	 * @param spanId id of the span, 16 hexadecimal digits
	 * @return the token
	 */
	public String issue(String traceId, String spanId) {
		long expiry = this.clock.instant().plus(this.timeToLive).getEpochSecond();
		ByteBuffer content = ByteBuffer.allocate(CONTENT + SIGNATURE)
			.put(VERSION)
			.put(HEX.parseHex(spanId))
			.put(HEX.parseHex(traceId))
			.putInt((int) Math.min(expiry, 0xFFFF_FFFFL))
			.put(destinationMark());
		content.put(signature(content.array()));
		return Base64.getUrlEncoder().withoutPadding().encodeToString(content.array());
	}

	/**
	 * Reads a token.
	 * @param token the token
	 * @return the span it stands for
	 * @throws InvalidFeedbackTokenException if it cannot be accepted
	 */
	FeedbackTarget read(@Nullable String token) {
		byte[] bytes = decode(token);
		byte[] signature = Arrays.copyOfRange(bytes, CONTENT, CONTENT + SIGNATURE);
		if (!MessageDigest.isEqual(signature, signature(bytes))) {
			throw new InvalidFeedbackTokenException("The feedback token was not made by this application");
		}
		ByteBuffer content = ByteBuffer.wrap(bytes, 1, CONTENT - 1);
		byte[] spanId = new byte[8];
		byte[] traceId = new byte[16];
		content.get(spanId).get(traceId);
		long expiry = Integer.toUnsignedLong(content.getInt());
		byte[] madeFor = new byte[DESTINATION];
		content.get(madeFor);
		if (!MessageDigest.isEqual(madeFor, destinationMark())) {
			throw new InvalidFeedbackTokenException("The feedback token was made for another destination");
		}
		if (this.clock.instant().getEpochSecond() >= expiry) {
			throw new InvalidFeedbackTokenException("The feedback token has expired");
		}
		return new FeedbackTarget(HEX.formatHex(traceId), HEX.formatHex(spanId));
	}

	private static byte[] decode(@Nullable String token) {
		String text = (token != null && token.length() == (CONTENT + SIGNATURE) / 3 * 4) ? token : "";
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			if (bytes.length == CONTENT + SIGNATURE && bytes[0] == VERSION) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// It is no token, whatever it is.
		}
		throw new InvalidFeedbackTokenException("This is no feedback token");
	}

	private byte[] destinationMark() {
		byte[] mark = this.destinationMark;
		if (mark == null) {
			mark = Arrays.copyOf(this.key.hmac(this.destination), DESTINATION);
			this.destinationMark = mark;
		}
		return mark;
	}

	private byte[] signature(byte[] token) {
		return Arrays.copyOf(this.key.hmac(Arrays.copyOf(token, CONTENT)), SIGNATURE);
	}

}
