package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.KeyParts;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Looks at what follows a telling name that no sign stands behind.
 */
public final class TellingWords {

	private static final int FORM = 3;

	private final SecretFinder.Findings findings;

	private final SettingLines settings;

	private final Cells cells;

	private final PairedTexts pairs;

	private final Columns columns;

	private final KubernetesSecrets resources;

	private final HtmlTables tables;

	private String text = "";

	private byte[] ascii = {};

	/** Behind the last name that was looked at. */
	private int end;

	/**
	 * Creates a search.
	 * @param findings told of what is found
	 */
	public TellingWords(SecretFinder.Findings findings) {
		this.findings = findings;
		this.settings = new SettingLines(findings);
		this.cells = new Cells(findings);
		this.pairs = new PairedTexts(findings);
		this.columns = new Columns(findings);
		this.resources = new KubernetesSecrets(findings);
		this.tables = new HtmlTables(findings);
	}

	/**
	 * Begins with another text.
	 * @param text the text
	 * @param ascii one byte for each of its characters
	 */
	public void begin(String text, byte[] ascii) {
		this.text = text;
		this.ascii = ascii;
		this.end = 0;
		this.cells.begin();
		this.columns.begin();
		this.resources.begin();
		this.tables.begin();
	}

	/**
	 * Looks at the name around a letter.
	 * @param index where the letter stands
	 */
	public void around(int index) {
		if (index < this.end) {
			return;
		}
		int end = index + 1;
		int limit = Math.min(this.text.length(), index + NameInText.MAX_LENGTH);
		while (end < limit && KeyParts.isName(this.ascii[end])) {
			end++;
		}
		while (end > index + 1 && !Ascii.isLetterOrDigit((char) this.ascii[end - 1])) {
			end--;
		}
		this.end = end;
		if (this.text.startsWith("key.", index - 1)) {
			StorageKeys.named(this.text, index - 1, end, this.findings);
		}
		if (NameEndings.isAt(this.ascii, end)) {
			char after = Characters.at(this.text, end);
			if (after != ':' && after != '=') {
				name(index, end, after);
			}
		}
	}

	/**
	 * Looks at {@code secret}, which may be the kind of a resource.
	 * @param index where its r stands
	 */
	public void kind(int index) {
		this.resources.find(this.text, index);
	}

	private void name(int index, int end, char after) {
		int start = index;
		while (index - start < NameInText.MAX_LENGTH && Characters.isNamePart(Characters.at(this.text, start - 1))) {
			start--;
		}
		// The n of an escape sequence is no part of a name.
		start += (Characters.at(this.text, start - 1) == '\\' && "nrt".indexOf(this.text.charAt(start)) >= 0) ? 1 : 0;
		if (mayBeHead(start, end) && isTelling(new NameInText(start, end, '\0', 0))) {
			this.columns.head(this.text, start, end);
			InsertStatements.column(this.text, start, end, this.findings);
		}
		if (this.text.startsWith("--secret ", start) && Near.last(this.text, "pulumi config set ", start) >= 0) {
			return;
		}
		if (after == ' ' && this.text.startsWith("/v ", start - 3)) {
			WindowsCommands.registry(this.text, end, this.findings);
			return;
		}
		if (after == ' ' || after == '\t') {
			if (Arguments.find(this.text, start, end, this.findings)) {
				return;
			}
		}
		boolean blank = after == ' ' || after == '\t';
		if (blank && !mayBeNamed(start, end)) {
			return;
		}
		NameInText name = new NameInText(start, end, '\0', 0);
		String words = name.withWordBefore(this.text);
		boolean telling = SecretNames.of(words) == SecretName.ALWAYS;
		boolean key = words.regionMatches(true, words.length() - 3, "key", 0, 3) || words.endsWith("-string");
		if (!telling && !key) {
			return;
		}
		if (telling) {
			CallTexts.fallback(this.text, end, this.findings);
		}
		int backslashes = Characters.countBackslashes(this.text, end);
		if (Characters.isQuote(Characters.at(this.text, end + backslashes))) {
			if (telling) {
				quoted(start, end, backslashes);
			}
			return;
		}
		if (telling && (after == ' ' || after == '|' || after == '*' || after == '\t')) {
			this.cells.column(this.text, first(name, words), end);
		}
		if (telling && this.text.startsWith(" <- ", end)) {
			assigned(end + " <- ".length());
		}
		if (telling && after == ',' && Characters.at(this.text, start - 1) == '{') {
			tuple(end + 1);
		}
		if (telling && after == '<') {
			this.cells.element(this.text, first(name, words), end);
			this.tables.heading(this.text, end);
		}
		if (after == ' ' || after == '\t') {
			this.settings.find(this.text, start, end, end, telling);
		}
	}

	/**
	 * Where what tells begins: the name, or the word before it.
	 */
	private int first(NameInText name, String words) {
		int length = name.end() - name.start();
		return (words.length() == length || SecretNames.of(name.in(this.text)) == SecretName.ALWAYS) ? name.start()
				: name.end() - words.length();
	}

	private boolean isTelling(NameInText name) {
		return SecretNames.of(name.withWordBefore(this.text)) == SecretName.ALWAYS;
	}

	/**
	 * Whether a name stands in a list of names, first, last or between.
	 */
	private boolean mayBeHead(int start, int end) {
		int next = Characters.skipBlanks(this.text, end);
		next += Characters.isQuote(Characters.at(this.text, next)) ? 1 : 0;
		char after = Characters.at(this.text, next);
		if (after == ',' || after == ';' || after == '|' || Characters.at(this.text, end) == '\t') {
			return true;
		}
		int last = Characters.skipBlanksBack(this.text, start - 1);
		last -= Characters.isQuote(Characters.at(this.text, last)) ? 1 : 0;
		char before = Characters.at(this.text, last);
		return (after == '\n' || after == '\r' || after == '\\' || after == ')')
				&& (before == ',' || before == ';' || before == '|' || Characters.at(this.text, start - 1) == '\t');
	}

	/**
	 * Whether what follows a blank may be a value: most names stand in sentences.
	 */
	private boolean mayBeNamed(int start, int end) {
		int next = Characters.skipBlanks(this.text, end);
		char first = Characters.at(this.text, next);
		boolean letters = Ascii.isLetterOrDigit(first);
		if (!letters || Ascii.isDigit(first)) {
			return first != ',' && first != '\n';
		}
		for (int i = start; i < end; i++) {
			char c = this.text.charAt(i);
			if (!Ascii.isLetterOrDigit(c) || (c <= 'Z' && i > start)) {
				return true;
			}
		}
		char before = Characters.at(this.text, start - 1);
		if (before == ':' || before == '/' || this.text.startsWith("set", start)) {
			return true;
		}
		int i = next + 1;
		while (i - next < NameInText.MAX_LENGTH && Characters.isNamePart(Characters.at(this.text, i))) {
			if (!isSmall(this.text.charAt(i))) {
				return true;
			}
			i++;
		}
		// How it is written down, as in "md5 secret", or a sign that no word has.
		return i - next <= FORM || !isSentence(Characters.at(this.text, i));
	}

	private static boolean isSmall(char c) {
		return c >= 'a' && c <= 'z';
	}

	private static boolean isSentence(char c) {
		return c <= ' ' || c == ',' || c == ';' || c == ')' || Characters.isQuote(c);
	}

	/**
	 * {@code password <- "secret"} of R.
	 */
	private void assigned(int from) {
		Word word = Word.at(this.text, from);
		if (word != null && word.quoted() && word.isValue()) {
			word.mask(this.findings);
		}
	}

	/**
	 * {@code {password, <<"secret">>}} of Erlang.
	 */
	private void tuple(int from) {
		int i = Characters.skipSpaces(this.text, from);
		i += this.text.startsWith("<<", i) ? 2 : 0;
		Word word = Characters.isQuote(Characters.at(this.text, i)) ? Word.at(this.text, i) : null;
		int end = (word != null) ? word.next() : i;
		end += this.text.startsWith(">>", end) ? 2 : 0;
		if (word != null && Characters.at(this.text, end) == '}' && word.isValue()) {
			word.mask(this.findings);
		}
	}

	/**
	 * {@code s:8:"password";s:6:"secret";} of PHP.
	 */
	private void serialized(int length) {
		int colon = length;
		while (colon - length < FORM + 2 && Ascii.isDigit(Characters.at(this.text, colon))) {
			colon++;
		}
		Word word = (Characters.at(this.text, colon) == ':') ? Word.at(this.text, colon + 1) : null;
		if (word != null && word.quoted() && word.isValue()) {
			word.mask(this.findings);
		}
	}

	private void quoted(int start, int end, int backslashes) {
		int quote = end + backslashes;
		if (this.text.startsWith(NamedBlocks.GENERATED, start)) {
			NamedBlocks.generated(this.text, quote + 1, this.findings);
		}
		if (this.text.startsWith(";s:", quote + 1)) {
			serialized(quote + ";s:".length() + 1);
		}
		if (Characters.isBlank(Characters.at(this.text, quote + 1))) {
			NamedBlocks.find(this.text, start, quote + 1, this.findings);
			this.settings.find(this.text, start, end, quote + 1, true);
		}
		this.pairs.find(this.text, start, quote, backslashes);
		if (this.text.charAt(quote) == '`') {
			this.cells.column(this.text, start, end);
		}
	}

}
