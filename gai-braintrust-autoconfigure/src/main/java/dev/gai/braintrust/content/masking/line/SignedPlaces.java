package dev.gai.braintrust.content.masking.line;

import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.NameLike;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Formats in which a colon does not stand between a name and its value: the code of a
 * wireless network, options of Windows, files of VPN servers.
 */
public final class SignedPlaces {

	private static final String[] SHARED = { ": PSK \"", ": EAP \"", ": XAUTH \"" };

	private static final int LONGEST = 128;

	private static final int NAME = 40;

	/** The id of a key, which is no name. */
	private static final int LONG_USER = 16;

	private static final Pattern HOST_OF_BUNDLER = Pattern.compile("BUNDLE_[A-Z0-9_]{1,64}__[A-Z0-9_]{1,64}");

	private SignedPlaces() {
	}

	/**
	 * Looks at what a build says is to be masked: {@code ::add-mask::secret}.
	 * @param text the text
	 * @param colon the first of two colons behind the word
	 * @param findings told of what is found
	 */
	public static void masked(String text, int colon, SecretFinder.Findings findings) {
		Word secret = text.startsWith("::add-mask::", colon - 10) ? Word.at(text, colon + 2) : null;
		if (secret != null && secret.isValue()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at a colon.
	 * @param text the text
	 * @param colon where it stands
	 * @param findings told of what is found
	 */
	public static void atColon(String text, int colon, SecretFinder.Findings findings) {
		switch (Characters.at(text, colon - 1)) {
			case 'I', 'i' -> network(text, colon, findings);
			case 'p', 'P' -> {
				option(text, colon, " /", findings);
				if (Near.last(text, "sqlpackage", colon) >= 0) {
					option(text, colon, " /t", findings);
					option(text, colon, " /s", findings);
				}
			}
			case 's', 'S' -> option(text, colon, " /pas", findings);
			case 'd', 'D' -> {
				option(text, colon, " /p", findings);
				// Of netdom, whose other d is that of a domain.
				option(text, colon, " /password", findings);
			}
			default -> shared(text, colon, findings);
		}
	}

	/**
	 * {@code WIFI:T:WPA;S:home;P:secret;;}, with the fields in any order.
	 */
	private static void network(String text, int colon, SecretFinder.Findings findings) {
		if (!text.startsWith("WIFI", colon - 4)) {
			return;
		}
		int i = colon + 1;
		int field = i;
		while (i < text.length() && i - colon < LONGEST * 2 && text.charAt(i) != '\n' && i - field < LONGEST) {
			if (text.charAt(i) == '\\') {
				i += 2;
				continue;
			}
			if (text.charAt(i) == ';') {
				if (text.startsWith("P:", field) && i > field + 2) {
					findings.replace(field + 2, i, SecretNames.REPLACEMENT);
					return;
				}
				field = i + 1;
			}
			i++;
		}
	}

	/**
	 * Looks at a colon in {@code bundle config gems.example.org joe:secret}.
	 * @param text the text
	 * @param colon where it stands
	 * @param findings told of what is found
	 */
	public static void bundle(String text, int colon, SecretFinder.Findings findings) {
		int start = colon;
		while (colon - start < LONGEST && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		char before = Characters.at(text, start - 1);
		boolean behindHost = before == ' ' && Ascii.isLetterOrDigit(Characters.at(text, start - 2));
		boolean user = (behindHost && (isBehindPort(text, start - 2) || Near.last(text, "bundle config ", colon) >= 0))
				|| (before == '=' && text.startsWith("login", start - 6)) || isForBundler(text, start - 1);
		if (user) {
			Word secret = Word.at(text, colon + 1);
			if (secret != null && secret.isLast() && secret.isValue()) {
				secret.mask(findings);
			}
		}
	}

	/**
	 * {@code BUNDLE_GEMS__EXAMPLE__ORG=joe:secret}, called after a host.
	 */
	private static boolean isForBundler(String text, int before) {
		int sign = Characters.isQuote(Characters.at(text, before)) ? before - 1 : before;
		int name = (Characters.at(text, sign) == '=') ? Near.last(text, "BUNDLE_", sign) : -1;
		return name >= 0 && HOST_OF_BUNDLER.matcher(text.substring(name, sign)).matches();
	}

	/**
	 * Looks at a bracket in {@code ACL SETUSER joe on >secret}.
	 * @param text the text
	 * @param bracket where it stands
	 * @param findings told of what is found
	 */
	public static void user(String text, int bracket, SecretFinder.Findings findings) {
		boolean listed = text.startsWith(" on >", bracket - 4) && Near.last(text, "user ", bracket) >= 0;
		if (listed || Near.last(text, "SETUSER ", bracket) >= 0 || Near.last(text, "setuser ", bracket) >= 0) {
			Arguments.next(text, bracket + 1, findings);
		}
	}

	/**
	 * Looks at an address in {@code mc alias set name https://host joe secret}.
	 * @param text the text
	 * @param colon the colon before its two slashes
	 * @param findings told of what is found
	 */
	public static void store(String text, int colon, SecretFinder.Findings findings) {
		int blank = colon - 1;
		while (colon - blank < 6 && Ascii.isLetterOrDigit(Characters.at(text, blank))) {
			blank--;
		}
		int name = blank;
		while (blank - name < NAME && Characters.isNamePart(Characters.at(text, name - 1))) {
			name--;
		}
		if (name == blank || Characters.at(text, blank) != ' '
				|| !(text.startsWith("alias set ", name - 10) || text.startsWith("host add ", name - 9))) {
			return;
		}
		Word address = Word.at(text, blank);
		Word user = (address != null) ? address.following() : null;
		Word secret = (user != null) ? user.following() : null;
		if (user != null && secret != null && secret.isValue()) {
			secret.mask(findings);
			if (user.length() >= LONG_USER && user.isTelling() && user.isValue()) {
				user.mask(findings);
			}
		}
	}

	/**
	 * Looks at the path of an address: {@code https://conda.example.org/t/secret/acme}.
	 * @param text the text
	 * @param host where the host begins
	 * @param slash where it ends
	 * @param findings told of what is found
	 */
	public static void channel(String text, int host, int slash, SecretFinder.Findings findings) {
		if (!text.startsWith("/t/", slash)) {
			return;
		}
		int start = slash + 3;
		int end = start;
		while (Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		Word token = new Word(text, start, end, true);
		boolean conda = text.substring(host, slash).contains("conda");
		// A forum has its topics there.
		if (end - start >= LONG_USER && (conda || Characters.at(text, end) == '/') && token.hasLettersAndDigits()
				&& (conda || (token.isMixed() && !NameLike.isOne(text, start, end)))) {
			token.mask(findings);
		}
	}

	/**
	 * {@code [smtp.example.org]:587}.
	 */
	private static boolean isBehindPort(String text, int last) {
		int i = last;
		while (last - i < 6 && Ascii.isDigit(Characters.at(text, i))) {
			i--;
		}
		return i < last && Characters.at(text, i) == ':' && Characters.at(text, i - 1) == ']';
	}

	/**
	 * {@code xfreerdp /u:joe /p:secret}.
	 */
	private static void option(String text, int colon, String beginning, SecretFinder.Findings findings) {
		Word word = (text.startsWith(beginning, colon - 1 - beginning.length())) ? Word.at(text, colon + 1) : null;
		if (word != null && (word.start() == colon + 1 || word.quoted()) && word.isValue()) {
			word.mask(findings);
		}
	}

	private static void shared(String text, int colon, SecretFinder.Findings findings) {
		if (Characters.at(text, colon + 1) != ' ') {
			return;
		}
		for (String beginning : SHARED) {
			if (text.startsWith(beginning, colon)) {
				Word word = Word.at(text, colon + beginning.length() - 1);
				if (word != null && word.quoted()) {
					word.mask(findings);
				}
			}
		}
	}

}
