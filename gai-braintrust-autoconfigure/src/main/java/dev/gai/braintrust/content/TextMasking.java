package dev.gai.braintrust.content;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the texts of one field.
 */
final class TextMasking {

	private final boolean builtInPatterns;

	private final List<Pattern> patterns;

	private final List<ContentMasker> maskers;

	private final BoundedText.Allowance allowance = new BoundedText.Allowance();

	TextMasking(boolean builtInPatterns, List<Pattern> patterns, List<ContentMasker> maskers) {
		this.builtInPatterns = builtInPatterns;
		this.patterns = patterns;
		this.maskers = maskers;
	}

	boolean hasBuiltInPatterns() {
		return this.builtInPatterns;
	}

	/**
	 * Whether somebody wants to know where a text stands.
	 */
	boolean needsPath() {
		return !this.maskers.isEmpty();
	}

	String mask(String path, String text) {
		String masked = maskPatterns(text);
		for (ContentMasker masker : this.maskers) {
			masked = Objects.requireNonNull(masker.mask(path, masked), "A masker returned null");
		}
		return masked;
	}

	String maskPatterns(String text) {
		String masked = this.builtInPatterns ? BuiltInSecrets.mask(text) : text;
		for (Pattern pattern : this.patterns) {
			masked = replaceAll(pattern, masked);
		}
		return masked;
	}

	private String replaceAll(Pattern pattern, String text) {
		this.allowance.extendFor(text);
		MaskedText result = new MaskedText(text);
		Matcher matcher = pattern.matcher(new BoundedText(text, this.allowance));
		while (matcher.find()) {
			// A pattern that also matches nothing would mark every position.
			if (matcher.end() > matcher.start()) {
				result.replace(matcher.start(), matcher.end(), "[masked]");
			}
		}
		return result.result();
	}

}
