package dev.gai.braintrust.content.masking;

import java.util.Set;

import dev.gai.braintrust.content.masking.line.Arguments;
import dev.gai.braintrust.content.masking.line.CommandOptions;
import dev.gai.braintrust.content.masking.line.LoginOptions;
import dev.gai.braintrust.content.masking.line.LoginPairs;
import dev.gai.braintrust.content.masking.line.Pipes;
import dev.gai.braintrust.content.masking.line.PlacedArguments;
import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that follow their name after a blank or a comma: options such as
 * {@code --password secret} and {@code -u user:secret}, and arguments such as
 * {@code header("X-Api-Key", "secret")}.
 */
final class CommandLines {

	/** Options with a user or a file, a colon and a password. */
	private static final Set<String> LOGINS = Set.of("user", "proxy-user", "auth", "auth-cred", "cert", "proxy-cert",
			"creds", "src-creds", "dest-creds");

	private static final int SHORTEST_ENCRYPTED = 16;

	private final NamedValues values;

	private final SecretFinder.Findings findings;

	private String text = "";

	private byte[] ascii = {};

	private @Nullable CommandOptions options;

	private boolean block;

	CommandLines(NamedValues values, SecretFinder.Findings findings) {
		this.values = values;
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 * @param ascii one byte for each of its characters
	 */
	void begin(String text, byte[] ascii) {
		this.text = text;
		this.ascii = ascii;
		this.options = null;
		this.block = false;
	}

	/**
	 * Whether a block such as that of a private key begins in the text.
	 */
	boolean isBlockBegun() {
		return this.block;
	}

	/**
	 * Look at a dash.
	 */
	void dash(int dash) {
		char next = Characters.at(this.text, dash + 1);
		char before = Characters.at(this.text, dash - 1);
		if (next == '-' && before != '-') {
			this.block |= this.text.startsWith("-----BEGIN ", dash) || this.text.startsWith("---- BEGIN ", dash);
			option(this.text, dash + 2, this.values, this.findings);
		}
		else if (before == ' ' && Ascii.isLetterOrDigit(next)) {
			if (next == 'u' && Characters.at(this.text, dash + 2) == ' ') {
				LoginOptions.user(this.text, Characters.skipBlanks(this.text, dash + 3), this.findings);
			}
			this.options = (this.options != null) ? this.options
					: new CommandOptions(this.text, this.ascii, this.findings);
			this.options.find(dash);
			longOption(this.text, dash + 1, this.values, this.findings);
		}
		else if (next == 'S' || next == 's') {
			words(this.text, dash, this.findings);
		}
		if (next == 's' && before == ' ') {
			PlacedArguments.airport(this.text, dash, this.findings);
		}
		if (before == ' ' && "sSlL".indexOf(next) >= 0) {
			LoginPairs.oracle(this.text, dash, this.findings);
		}
		if ((next | 0x20) == 't' || (next | 0x20) == 'j') {
			header(this.text, dash, this.findings);
		}
		this.block |= next == 'U' && this.text.startsWith("-User-Key-File-", dash);
	}

	/**
	 * Look at a bracket behind the name of a method.
	 */
	void bracket(int bracket) {
		// In Python bytes have a letter before their quote.
		int first = bracket + ((Characters.at(this.text, bracket + 1) == 'b') ? 2 : 1);
		int quote = first + Characters.countBackslashes(this.text, first);
		if (Characters.isQuote(Characters.at(this.text, quote))) {
			argument(this.text, bracket + 2, this.values);
			MethodCalls.find(this.text, bracket, quote, this.findings);
		}
		else if (this.text.startsWith("ENC(", bracket - 3)) {
			encrypted(this.text, bracket + 1, this.findings);
		}
		else {
			MethodCalls.behindVariable(this.text, bracket, this.findings);
		}
	}

	private static void option(String text, int start, NamedValues values, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		if (text.startsWith("password-stdin", start) || text.startsWith("with-token", start)) {
			Pipes.to(text, start, findings);
			return;
		}
		if (PlacedArguments.option(text, start, findings)) {
			return;
		}
		if (Characters.at(text, end) == '=' && LOGINS.contains(text.substring(start, end))) {
			LoginOptions.user(text, end + 1, findings);
			return;
		}
		if (text.startsWith("body", start) && Arguments.body(text, start, end, findings)) {
			return;
		}
		if (text.startsWith("from-literal=", start)) {
			Arguments.literal(text, start, findings);
			return;
		}
		int value = Characters.skipBlanks(text, afterElement(text, end));
		value = (Characters.at(text, value) == '\n') ? inNextLine(text, start, value) : value;
		if (value > end && Characters.isQuote(Characters.at(text, end + Characters.countBackslashes(text, end)))) {
			// What the option of a program is by default, as Python says it.
			value += text.startsWith("default=", value) ? "default=".length() : 0;
			if (!Characters.isQuote(Characters.at(text, value + Characters.countBackslashes(text, value)))) {
				return;
			}
		}
		if (end == start || value == end || Characters.at(text, value) == '-') {
			return;
		}
		if (Arguments.key(text, start, end, value, findings)) {
			return;
		}
		if (LOGINS.contains(text.substring(start, end))) {
			LoginOptions.user(text, value, findings);
		}
		else if (text.startsWith("value ", start)) {
			Arguments.ofVault(text, start, findings);
		}
		else if (text.startsWith("pass ", start)) {
			Arguments.pass(text, start, findings);
		}
		else if (text.startsWith("encrypt ", start)) {
			Arguments.ofQpdf(text, start, findings);
		}
		else if (text.startsWith("oauth2-bearer", start)) {
			Arguments.next(text, value, findings);
		}
		else if (NameEndings.isAt(text, end)) {
			NameInText name = new NameInText(start, end, '\0', 0);
			SecretName telling = SecretNames.of(name.in(text));
			if (telling == SecretName.ALWAYS || telling == SecretName.CODE) {
				values.find(name, telling, value, ' ');
			}
		}
	}

	/**
	 * Where the value begins in a list of YAML that has the option in the line before it.
	 */
	private static int inNextLine(String text, int start, int lineEnd) {
		int dash = Characters.skipSpaces(text, lineEnd);
		boolean listed = Characters.startsWith(text, start - 4, "- --")
				|| Characters.startsWith(text, start - 5, "- \"--");
		return (listed && Characters.at(text, dash) == '-' && Characters.at(text, dash + 1) == ' ') ? dash + 2
				: lineEnd;
	}

	/**
	 * {@code -Password secret} of PowerShell, {@code -password secret}.
	 */
	private static void longOption(String text, int start, NamedValues values, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		if (end - start > 2 && Characters.at(text, end) == ' ' && NameEndings.isAt(text, end)) {
			LoginOptions.store(text, start - 1, findings);
			NameInText name = new NameInText(start, end, '\0', 0);
			char value = Characters.at(text, Characters.skipBlanks(text, end));
			if (value != '-' && value != '$' && value != '(' && SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
				values.find(name, SecretName.ALWAYS, end, ' ');
			}
		}
		else if (end - start == 1 && text.charAt(start) == 'S' && text.startsWith("sudo ", start - 6)) {
			Pipes.to(text, start - 6, findings);
		}
		else if (text.startsWith("-String ", start - 1)) {
			words(text, start - "-SecureString ".length(), findings);
		}
	}

	/**
	 * Words with a dash in them that say what follows.
	 */
	private static void words(String text, int dash, SecretFinder.Findings findings) {
		if (text.startsWith("-sec.psk ", dash) || text.startsWith("-security.psk ", dash)) {
			Arguments.next(text, text.indexOf(' ', dash), findings);
		}
		if (text.startsWith("ConvertTo-SecureString ", dash - 9)) {
			int from = dash + "-SecureString ".length();
			from += text.startsWith("-String ", from) ? "-String ".length() : 0;
			if (Characters.isQuote(Characters.at(text, from))) {
				Arguments.next(text, from, findings);
			}
			else {
				Pipes.quotedBefore(text, dash - "ConvertTo".length(), findings);
			}
		}
		else if (text.startsWith("snmp-server community ", dash - 4)) {
			Arguments.community(text, dash + "-server community ".length(), findings);
		}
	}

	/**
	 * Headers of vendors whose name is that of something else:
	 * {@code X-Honeycomb-Team: secret}.
	 */
	private static void header(String text, int dash, SecretFinder.Findings findings) {
		int end = Characters.startsWith(text, dash - 11, "x-honeycomb-team") ? dash + 5
				: Characters.startsWith(text, dash - 1, "x-jfrog-art-api") ? dash + 14 : -1;
		int quote = (end > 0) ? end + Characters.countBackslashes(text, end) : -1;
		int sign = Characters.skipBlanks(text, Characters.isQuote(Characters.at(text, quote)) ? quote + 1 : end);
		if (end > 0 && ":,=".indexOf(Characters.at(text, sign)) >= 0) {
			Arguments.next(text, sign + 1, findings);
		}
	}

	/**
	 * {@code ENC(…)}, as Jasypt writes settings.
	 */
	private static void encrypted(String text, int start, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 1024
				&& (Ascii.isLetterOrDigit(Characters.at(text, end)) || "+/=".indexOf(Characters.at(text, end)) >= 0)) {
			end++;
		}
		if (end - start >= SHORTEST_ENCRYPTED && Characters.at(text, end) == ')') {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Goes past the end of an element of a list, as in {@code ["--password", "secret"]}.
	 */
	private static int afterElement(String text, int end) {
		int quote = end + Characters.countBackslashes(text, end);
		int comma = Characters.skipSpaces(text, quote + 1);
		boolean element = Characters.isQuote(Characters.at(text, quote)) && Characters.at(text, comma) == ',';
		return element ? Characters.skipSpaces(text, comma + 1) : end;
	}

	private static void argument(String text, int start, NamedValues values) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		char quote = Characters.at(text, start - 1);
		int comma = Characters.skipBlanks(text, end + 1);
		if (Characters.at(text, end) != quote || Characters.at(text, comma) != ',' || !NameEndings.isAt(text, end)) {
			return;
		}
		int value = Characters.skipSpaces(text, comma + 1);
		NameInText name = new NameInText(start, end, quote, 0);
		if (Characters.isQuote(Characters.at(text, value)) && SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
			values.find(name, SecretName.ALWAYS, value, ',');
		}
	}

}
