package dev.gai.braintrust.content.masking;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Secrets that are one token with a telling beginning.
 * <p>
 * Linear: a match starts only where a token starts, and a token is read a fixed number of
 * times, without giving back.
 */
final class TokenFinder implements SecretFinder {

	private static final String REST = "[A-Za-z0-9_-]";

	private final String replacement;

	private final Pattern pattern;

	private final TellingParts hints;

	private final String firstCharacters;

	private TokenFinder(String kind, String pattern, List<String> hints) {
		this.replacement = "[masked:" + kind + "]";
		this.pattern = Pattern.compile(pattern);
		this.hints = new TellingParts(hints);
		this.firstCharacters = hints.stream()
			.map((hint) -> hint.substring(0, 1))
			.distinct()
			.collect(Collectors.joining());
	}

	/**
	 * {@code sk-} also begins names such as {@code sk-folding-cube}: without a vendor's
	 * prefix it takes a digit, a capital or a long run of letters to be a key.
	 */
	static TokenFinder apiKeys() {
		String pattern = String.join("|", "sk-(?:proj|ant|or|svcacct|admin|lf)-" + REST + "{8,}+",
				"sk-(?=[a-z_-]*+[A-Z0-9])" + REST + "{16,}+", "sk-[a-z]{20,}+" + REST + "*+",
				"[sr]k_(?:live|test)_[A-Za-z0-9]{10,}+", "gsk_[A-Za-z0-9_]{16,}+", "bt-st-" + REST + "{8,}+",
				"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])", "gh[oprsu]_[A-Za-z0-9_]{16,}+",
				"github_pat_[A-Za-z0-9_]{16,}+", "xox[abeoprs]-" + REST + "{8,}+", "AIza" + REST + "{30,}+",
				"hf_[A-Za-z0-9]{20,}+", "(?:xai|pplx)-[A-Za-z0-9]{20,}+", "glpat-" + REST + "{16,}+");
		return new TokenFinder("api-key", pattern,
				List.of("sk-", "gsk_", "sk_", "rk_", "bt-st-", "AKIA", "ASIA", "gho_", "ghp_", "ghr_", "ghs_", "ghu_",
						"github_pat_", "xox", "AIza", "hf_", "xai-", "pplx-", "glpat-"));
	}

	static TokenFinder jwts() {
		return new TokenFinder("jwt", "eyJ" + REST + "{5,}+\\." + REST + "{5,}+\\.[A-Za-z0-9_.-]*+", List.of("eyJ"));
	}

	@Override
	public boolean mayOccurIn(String text) {
		return this.hints.anyIn(text);
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		Matcher matcher = this.pattern.matcher(text);
		int i = 0;
		while (i < text.length()) {
			boolean candidate = this.firstCharacters.indexOf(text.charAt(i)) >= 0 && isStart(text, i)
					&& matcher.region(i, text.length()).lookingAt();
			if (candidate) {
				findings.replace(i, matcher.end(), this.replacement);
				i = matcher.end();
			}
			else {
				i++;
			}
		}
	}

	/**
	 * A token also starts after an escape sequence, as in JSON within text or in a URL.
	 */
	private static boolean isStart(CharSequence text, int index) {
		if (index == 0) {
			return true;
		}
		char before = text.charAt(index - 1);
		if (!Ascii.isLetterOrDigit(before) && before != '_' && before != '-') {
			return true;
		}
		return (index >= 2 && text.charAt(index - 2) == '\\' && "bfnrt".indexOf(before) >= 0)
				|| (index >= 3 && text.charAt(index - 3) == '%' && Ascii.areHexDigits(text, index - 2, index))
				|| (index >= 6 && text.charAt(index - 6) == '\\' && text.charAt(index - 5) == 'u'
						&& Ascii.areHexDigits(text, index - 4, index));
	}

}
