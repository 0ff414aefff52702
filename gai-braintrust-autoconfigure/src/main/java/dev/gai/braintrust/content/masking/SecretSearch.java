package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import dev.gai.braintrust.content.masking.text.TextScan;

/**
 * What a search for secrets works with, one text after the other, so that a text in which
 * there is none costs no memory. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class SecretSearch {

	private static final byte[] NONE = {};

	private final TextBytes bytes;

	private final FoundSecrets found = new FoundSecrets();

	private final Credentials credentials = new Credentials(this.found);

	private final TextScan scan = new TextScan(this.credentials);

	private final EscapedTexts escaped;

	private boolean numbers;

	/**
	 * Create a search.
	 * @param bytes where the bytes of texts can be
	 */
	public SecretSearch(TextBytes bytes) {
		this(bytes, 0);
	}

	/**
	 * Create a search of texts that are within others.
	 * @param level how deep they are
	 */
	SecretSearch(TextBytes bytes, int level) {
		this.bytes = bytes;
		this.escaped = new EscapedTexts(level);
	}

	/**
	 * Mask what is secret by what it looks like or by where it stands.
	 * @return the text itself when there is nothing
	 */
	String mask(String text) {
		try {
			search(text);
			return this.found.in(text);
		}
		finally {
			forget();
		}
	}

	/**
	 * Tell what is secret.
	 */
	void find(String text, SecretFinder.Findings findings) {
		try {
			search(text);
			this.found.tell(findings);
		}
		finally {
			forget();
		}
	}

	private void search(String text) {
		byte[] ascii = this.bytes.of(text).bytes();
		this.credentials.begin(text, ascii);
		this.numbers = this.scan.scan(ascii, text.length());
		this.credentials.finish(this.bytes.hasOtherScripts(), this.bytes.hasEasternLetters());
		boolean encoded = this.credentials.isEncoded();
		this.escaped.find(text, ascii, this.bytes.isNarrow(), this.credentials, this.found);
		if (encoded) {
			this.escaped.findEncoded(text, this.found);
		}
	}

	private void forget() {
		this.found.clear();
		this.credentials.begin("", NONE);
	}

	/**
	 * Whether there were many digits in a row in the last text.
	 */
	boolean hasNumbers() {
		return this.numbers;
	}

}
