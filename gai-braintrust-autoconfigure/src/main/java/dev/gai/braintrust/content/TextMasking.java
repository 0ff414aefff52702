package dev.gai.braintrust.content;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.BuiltInSecrets;
import dev.gai.braintrust.content.masking.MaskedText;
import org.jspecify.annotations.Nullable;

/**
 * Masks the texts of one field.
 */
final class TextMasking {

	private final boolean builtInPatterns;

	private final List<Pattern> patterns;

	private final @Nullable ContentMasker maskers;

	private final MaskedNames names;

	private final PatternTime time;

	private final BoundedText.Allowance allowance;

	TextMasking(boolean builtInPatterns, List<Pattern> patterns, @Nullable ContentMasker maskers, MaskedNames names,
			PatternTime time) {
		this.builtInPatterns = builtInPatterns;
		this.patterns = patterns;
		this.maskers = maskers;
		this.names = names;
		this.time = time;
		this.allowance = new BoundedText.Allowance(time);
	}

	boolean hasBuiltInPatterns() {
		return this.builtInPatterns;
	}

	/**
	 * Whether somebody wants to know where a text stands.
	 */
	boolean needsPath() {
		return this.maskers != null;
	}

	/**
	 * Whether a number can be anything that is masked.
	 */
	boolean mayMask(Number number) {
		return this.maskers != null || !this.patterns.isEmpty()
				|| (this.builtInPatterns && BuiltInSecrets.mayBeIn(number));
	}

	String mask(String path, String text) {
		return maskWithMaskers(path, maskPatterns(text));
	}

	/**
	 * Masks a text that is likely to come again.
	 */
	String maskLabel(String path, String label) {
		return maskWithMaskers(path, maskName(label).masked());
	}

	/**
	 * Masks the key of a map, first by the patterns.
	 */
	MaskedNames.MaskedName maskName(String name) {
		return this.names.of(name, this);
	}

	String maskWithMaskers(String path, String text) {
		return (this.maskers != null) ? this.maskers.mask(path, text) : text;
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
		this.time.start();
		try {
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
		finally {
			this.time.stop();
		}
	}

}
