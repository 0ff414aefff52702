package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.line.AgentLines;
import dev.gai.braintrust.content.masking.line.Arguments;
import dev.gai.braintrust.content.masking.line.KnownLines;
import dev.gai.braintrust.content.masking.line.LoginLists;
import dev.gai.braintrust.content.masking.line.LoginPairs;
import dev.gai.braintrust.content.masking.line.PhpConstants;
import dev.gai.braintrust.content.masking.line.Pipes;
import dev.gai.braintrust.content.masking.line.SessionLines;
import dev.gai.braintrust.content.masking.line.WindowsCommands;
import dev.gai.braintrust.content.masking.name.LoginCodes;
import dev.gai.braintrust.content.masking.name.MessageCodes;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.TextScan;

/**
 * All secrets of one text: keys by what they look like, and what is secret by where it
 * stands. Finds the places that matter in one scan and looks closer only there.
 */
final class Credentials implements TextScan.Places {

	private static final AuthorizationValues AUTHORIZATION = new AuthorizationValues();

	private static final PrivateKeys PRIVATE_KEYS = new PrivateKeys();

	private final NamedValues values;

	private final NamedSecrets named;

	private final SpokenSecrets spoken;

	private final CommandLines commands;

	private final SignedNames signs;

	private final NamedTokens tokens;

	private CharSequence text = "";

	private byte[] ascii = {};

	private String whole = "";

	private final FoundSecrets found;

	private boolean authorization;

	Credentials(FoundSecrets found) {
		this.found = found;
		this.values = new NamedValues(found);
		this.named = new NamedSecrets(this.values, found);
		this.spoken = new SpokenSecrets(found);
		this.commands = new CommandLines(this.values, found);
		this.signs = new SignedNames(this.named, found);
		this.tokens = new NamedTokens(found);
	}

	/**
	 * Begin with another text.
	 * @param ascii one byte for each of its characters
	 */
	void begin(CharSequence text, byte[] ascii) {
		this.text = text;
		this.whole = text.toString();
		this.ascii = ascii;
		this.spoken.begin(this.whole, ascii);
		this.values.begin(this.whole);
		this.named.begin(this.whole);
		this.commands.begin(this.whole, ascii);
		this.signs.begin(this.whole, ascii);
		this.tokens.begin(this.whole, ascii);
		this.authorization = false;
	}

	/**
	 * Whether quotes are encoded, as in an address.
	 */
	boolean isEncoded() {
		return this.signs.isEncoded();
	}

	/**
	 * Look at a name in quotes that is written with escape sequences.
	 * @param start where the name begins
	 * @param end where its closing quote stands
	 */
	void escapedName(int start, int end) {
		int colon = Characters.skipSpaces(this.text, end + 1);
		NameInText name = new NameInText(start, end, '"', 0);
		SecretName telling = (Characters.at(this.text, colon) == ':') ? SecretNames.of(name.in(this.text))
				: SecretName.NONE;
		if (telling == SecretName.ALWAYS || telling == SecretName.CODE) {
			this.values.find(name, telling, colon + 1, ':');
		}
	}

	@Override
	public void run(int start, int end, int last) {
		KeyFinder.find(this.text, this.ascii, start, end, last, this.found);
	}

	@Override
	public void number(int start, int end) {
		MessageCodes.find(this.whole, start, end, this.found);
	}

	@Override
	public void place(int index) {
		byte here = this.ascii[index];
		byte before = (index > 0) ? this.ascii[index - 1] : 0;
		if (here <= '>' && here >= ':') {
			if (here == '<') {
				Pipes.hereString(this.whole, index, this.found);
			}
			else if (here != ';') {
				this.signs.sign(index, (char) here);
			}
		}
		else if (before == '-') {
			behindDash(index, here);
		}
		else if (before == '(') {
			if (index > 2 && this.ascii[index - 2] == 'e' && this.ascii[index - 3] == 'n') {
				PhpConstants.find(this.whole, index - 1, this.found);
			}
			if ("\"'`\\".indexOf(here) >= 0 || (here == 'b' && Characters.isQuote(Characters.at(this.text, index + 1)))
					|| MethodCalls.mayTakeLogin(this.ascii, index - 2)) {
				this.commands.bracket(index - 1);
			}
		}
		else if (here >= 'A' || here < 0) {
			letter(index, (char) (here | 0x20), (char) (before | 0x20));
		}
		else {
			special(index, (char) here);
		}
	}

	private void behindDash(int index, byte here) {
		if (here != '-' && !Ascii.isLetterOrDigit((char) here)) {
			return;
		}
		// Most dashes stand in words, dates and numbers.
		if (here == '-' || index < 2 || this.ascii[index - 2] == ' ' || "SsUTtJj".indexOf(here) >= 0) {
			this.commands.dash(index - 1);
		}
		if (index > 2 && (this.ascii[index - 2] == 'k' || this.ascii[index - 2] == 't')) {
			KeyFinder.at(this.text, this.ascii, index - 3, this.found);
		}
		if (here == 'b') {
			this.spoken.place(index, '-');
		}
	}

	private void letter(int index, char here, char before) {
		switch (here) {
			case 'c' -> {
				this.authorization |= this.tokens.isBehindScheme(index, "basic");
				LoginLists.around(this.whole, index, this.found);
			}
			case 'i' -> {
				if (before == 'd') {
					WindowsCommands.dial(this.whole, index, this.found);
					return;
				}
				KnownLines.oauth(this.whole, index, this.found);
				SessionLines.login(this.whole, index, this.found);
				LoginLists.around(this.whole, index, this.found);
				this.tokens.login(index);
				if (Characters.startsWith(this.text, index - 3, "login")) {
					LoginCodes.verb(this.whole, index - 3, this.found);
					LoginPairs.failed(this.whole, index - 3, this.found);
				}
			}
			case 'o' -> {
				if (before == 'x') {
					KeyFinder.at(this.text, this.ascii, index - 1, this.found);
				}
				else {
					this.spoken.foreign(index);
				}
			}
			case 'r' -> {
				if (before == 'e') {
					this.authorization |= this.tokens.isBehindScheme(index, "bearer");
					KnownLines.bearer(this.whole, index, this.found);
				}
				else {
					this.spoken.place(index, before);
				}
			}
			case 'u' -> {
				if (before == 'a') {
					this.spoken.place(index, before);
				}
				else if (before == 'm') {
					AgentLines.community(this.whole, index, this.found);
				}
				else if (Characters.startsWith(this.text, index - 1, "\\u003d")) {
					this.signs.named(index - 1, 6, '=');
				}
			}
			case 'e' -> {
				this.tokens.genieKey(index);
				if (before == 'p') {
					SessionLines.operator(this.whole, index - 2, this.found);
				}
				else if (before == 'd') {
					LoginCodes.around(this.whole, index, this.found);
					this.spoken.foreign(index);
				}
				else {
					this.spoken.place(index, before);
				}
			}
			case '}' -> {
				if (this.ascii[index] == '}') {
					this.spoken.place(index, 'a');
				}
			}
			default -> this.spoken.place(index, before);
		}
	}

	/**
	 * Look at a sign.
	 */
	private void special(int index, char sign) {
		switch (sign) {
			case '%' -> {
				this.authorization |= isScheme(index - 1) && Characters.startsWith(this.text, index, "%20");
				this.signs.percent(index);
			}
			case '@' -> host(index);
			case '+' -> this.authorization |= isScheme(index - 1);
			case '*' -> this.spoken.place(index, ' ');
			case ' ' -> LoginPairs.behindBlank(this.whole, index, this.found);
			default -> {
			}
		}
	}

	/**
	 * Look at what may stand before a host without a scheme.
	 */
	private void host(int at) {
		if (at == 0 || this.ascii[at - 1] <= ' ' || Characters.startsWith(this.text, at, "@sha256:")) {
			return;
		}
		boolean network = Characters.startsWith(this.text, at, "@tcp(")
				|| Characters.startsWith(this.text, at, "@unix(");
		boolean slashes = Characters.startsWith(this.text, at, "@//");
		if (Arguments.user(this.whole, this.tokens.start(at), at, this.found)) {
			return;
		}
		if (!network && !slashes && !UrlCredentials.isBeforeHostWithPort(this.text, at)) {
			return;
		}
		int start = this.tokens.start(at);
		if (!this.tokens.isLong(start, at)) {
			return;
		}
		if (slashes) {
			UrlCredentials.findSlashBefore(this.text, start, at, this.found);
		}
		else {
			UrlCredentials.findBefore(this.text, start, at, this.found);
		}
	}

	/**
	 * Whether {@code Bearer} or {@code Basic} ends at a place.
	 */
	private boolean isScheme(int last) {
		char c = (char) (Characters.at(this.text, last) | 0x20);
		return (c == 'r' && Characters.startsWith(this.text, last - 5, "bearer"))
				|| (c == 'c' && Characters.startsWith(this.text, last - 4, "basic"));
	}

	/**
	 * What needs more than the places that the scan told of.
	 * @param otherScripts whether it has letters of scripts other than Latin
	 * @param eastern whether it has Latin letters of Eastern Europe
	 */
	void finish(boolean otherScripts, boolean eastern) {
		this.spoken.finish(otherScripts, eastern);
		if (this.authorization || this.values.hasAuthorization()) {
			AUTHORIZATION.find(this.text, this.found);
		}
		if (this.commands.isBlockBegun()) {
			PRIVATE_KEYS.find(this.text, this.found);
		}
	}

}
