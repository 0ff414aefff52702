package dev.gai.braintrust.content.masking;

import java.util.Set;

import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * What is masked without a pattern of one's own. Thread-safe.
 *
 * @since 0.1.0
 */
public final class BuiltInSecrets {

	/** No secret is shorter, with what it is known by. */
	private static final int SHORTEST = 8;

	/** No address is shorter. */
	private static final int SHORTEST_EMAIL = 6;

	private final boolean secrets;

	private final boolean cards;

	private final boolean emails;

	private final boolean phones;

	private final boolean ibans;

	/**
	 * Create what masks some kinds.
	 * @param kinds what is masked
	 */
	public BuiltInSecrets(Set<MaskedKind> kinds) {
		this.secrets = kinds.contains(MaskedKind.SECRETS);
		this.cards = kinds.contains(MaskedKind.CARDS);
		this.emails = kinds.contains(MaskedKind.EMAILS);
		this.phones = kinds.contains(MaskedKind.PHONES);
		this.ibans = kinds.contains(MaskedKind.IBANS);
	}

	/**
	 * Whether a number can be anything that is masked.
	 * @param number a number
	 * @param meaning what its name says
	 * @return {@code false} when its digits need not be looked at
	 */
	public boolean mayBeIn(Number number, NameMeaning meaning) {
		return (this.cards && CardNumbers.mayBe(number)) || (this.phones && meaning == NameMeaning.PHONE);
	}

	/**
	 * What the name of a value says about it.
	 * @param name a key of a map
	 * @return what it says, as far as that is masked
	 */
	public NameMeaning meaningOf(String name) {
		return NameMeaning.of(name, this.secrets);
	}

	/**
	 * Mask a text.
	 * @param text the text
	 * @param meaning what its name says
	 * @param search of the thread that calls
	 * @return the text with a name such as {@code [masked:api-key]} in place of each
	 * secret, the same object when there is none
	 */
	public String mask(String text, NameMeaning meaning, SecretSearch search) {
		String masked = text;
		boolean numbers = true;
		if (this.secrets && text.length() >= SHORTEST) {
			masked = search.mask(text);
			numbers = search.hasNumbers();
		}
		if (this.ibans) {
			masked = mask(masked, new Ibans());
		}
		if (this.cards && numbers) {
			masked = mask(masked, (meaning == NameMeaning.CARD) ? CardNumbers.NAMED : CardNumbers.ANY);
		}
		if (this.emails && text.length() >= SHORTEST_EMAIL) {
			masked = mask(masked, new EmailAddresses());
		}
		return this.phones ? mask(masked, new PhoneNumbers(meaning == NameMeaning.PHONE)) : masked;
	}

	private static String mask(String text, SecretFinder finder) {
		if (!finder.mayOccurIn(text)) {
			return text;
		}
		FoundSecrets found = new FoundSecrets();
		finder.find(text, found);
		return found.in(text);
	}

}
