package dev.gai.braintrust.delivery.spool;

import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.guard.Digests;
import org.jspecify.annotations.Nullable;

/**
 * Whose spans a folder holds: those for one address, taken under one API key. They leave
 * only to that address and under that key, or to and under those of which the application
 * says that they replace them.
 *
 * @param address digest of the address, 16 hexadecimal digits
 * @param key fingerprint of the key, 16 hexadecimal digits: a digest keyed by the key
 * itself, which tells nothing of it
 * @param replaced fingerprints of the keys and digests of the addresses that these
 * replace, or {@link #UNMARKED}
 * @since 0.1.0
 */
public record SpoolOwner(String address, String key, Set<String> replaced) {

	/** Stands for folders that do not say under which key their spans were taken. */
	public static final String UNMARKED = "unmarked";

	/** Nobody in particular. */
	static final SpoolOwner ANYONE = new SpoolOwner("0".repeat(16), "0".repeat(16), Set.of());

	private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

	private static final String LABEL = "gai-braintrust: fingerprint of an API key";

	/**
	 * Creates an owner.
	 * @param address digest of the address
	 * @param key fingerprint of the key
	 * @param replaced fingerprints of earlier keys, digests of earlier addresses; copied
	 */
	public SpoolOwner {
		replaced = Set.copyOf(replaced);
	}

	/**
	 * The owner of what is sent somewhere.
	 * @param destination where
	 * @param replaced fingerprints of the keys and digests of the addresses that the
	 * present ones replace
	 * @return the owner
	 */
	public static SpoolOwner of(Destination destination, Set<String> replaced) {
		return new SpoolOwner(digest(destination.tracesUrl().toString()), fingerprint(destination.authorization()),
				replaced);
	}

	/**
	 * Whether a text can be among {@link #replaced()}.
	 * @param text the text
	 * @return whether it is a fingerprint or {@link #UNMARKED}
	 */
	public static boolean isFingerprint(String text) {
		return text.equals(UNMARKED) || FINGERPRINT.matcher(text).matches();
	}

	/**
	 * A digest of some texts, the same for ever.
	 * @param parts the texts, in their order
	 * @return 16 hexadecimal digits
	 */
	static String digest(String... parts) {
		return HexFormat.of().formatHex(Digests.sha256(Digests.framed(parts)), 0, 8);
	}

	private static String fingerprint(@Nullable String authorization) {
		String key = (authorization != null) ? authorization : "none";
		return HexFormat.of().formatHex(Digests.hmac(Digests.utf8(key), LABEL), 0, 8);
	}

	/**
	 * What this owner may do with a folder.
	 * @param name name of the folder
	 */
	Claim claimOn(FolderName name) {
		String address = name.address();
		if (address == null || name.key() == null) {
			return this.replaced.contains(UNMARKED) ? Claim.OWN : Claim.OTHER_KEY;
		}
		if (!this.address.equals(address) && !this.replaced.contains(address)) {
			return Claim.OTHER_ADDRESS;
		}
		return (this.key.equals(name.key()) || this.replaced.contains(name.key())) ? Claim.OWN : Claim.OTHER_KEY;
	}

	/**
	 * Relation of an owner to a folder.
	 */
	enum Claim {

		/** Its spans may be sent. */
		OWN,

		/** Its spans were taken under another key, or nobody knows which. */
		OTHER_KEY,

		/** Its spans are for another address. */
		OTHER_ADDRESS

	}

}
