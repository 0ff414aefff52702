package dev.gai.braintrust.content.masking;

import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameWords;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;

/**
 * What the name of a value says about it.
 *
 * @since 0.1.0
 */
public enum NameMeaning {

	/** Nothing. */
	NONE,

	/** It is a secret, and so is all that it holds. */
	SECRET,

	/** It is a secret if it is a text that looks like one. */
	MAYBE_SECRET,

	/** It is a secret if it is long and has digits. */
	RANDOM_SECRET,

	/** It is a secret if it is a number of a few digits. */
	ACCESS_CODE,

	/** It may be the number of a card. */
	CARD,

	/** It is a telephone number. */
	PHONE;

	private static final Set<String> CARDS = Set.of("card", "cards", "creditcard", "debitcard", "cardnumber", "cardno",
			"cc", "ccnumber", "ccnum", "pan", "visa", "mastercard", "amex", "kreditkarte", "karte", "kartennummer",
			"maestro", "diners");

	private static final Set<String> PHONES = Set.of("phone", "phones", "telephone", "tel", "mobile", "cell",
			"cellphone", "fax", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "whatsapp", "msisdn",
			"phonenumber", "mobilenumber");

	/**
	 * What the name of a map says about the values in it.
	 * @return the same, unless only a text could have been meant
	 */
	public NameMeaning withinMap() {
		return (this == MAYBE_SECRET || this == RANDOM_SECRET || this == ACCESS_CODE) ? NONE : this;
	}

	static NameMeaning of(String name, boolean secrets) {
		SecretName secret = secrets ? SecretNames.of(name) : SecretName.NONE;
		return switch (secret) {
			case ALWAYS -> SECRET;
			case MAYBE -> MAYBE_SECRET;
			case RANDOM -> RANDOM_SECRET;
			case CODE -> ACCESS_CODE;
			case NONE -> ofOther(name);
		};
	}

	private static NameMeaning ofOther(String name) {
		NameWords words = NameWords.of(name);
		if (words.containsAny(CARDS)) {
			return CARD;
		}
		return words.containsAny(PHONES) ? PHONE : NONE;
	}

}
