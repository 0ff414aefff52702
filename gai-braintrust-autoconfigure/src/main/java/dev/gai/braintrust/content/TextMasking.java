package dev.gai.braintrust.content;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.BuiltInSecrets;
import dev.gai.braintrust.content.masking.NameMeaning;
import dev.gai.braintrust.content.masking.SecretSearch;
import dev.gai.braintrust.content.masking.text.MaskedText;
import org.jspecify.annotations.Nullable;

/**
 * Masks the texts of one field.
 */
final class TextMasking {

	private final BuiltInSecrets builtIns;

	private final List<Pattern> patterns;

	private final @Nullable ContentMasker maskers;

	private final MaskedNames names;

	private final PatternTime time;

	private final ReadingAllowance allowance;

	private final @Nullable TextBytes bytes;

	/** Of this thread, {@code null} where the masking is of more than one. */
	private final @Nullable CleanTexts clean;

	/** Made when a text is searched: most names are known. */
	private @Nullable SecretSearch search;

	/**
	 * Creates a masking.
	 * @param bytes where the thread has the bytes of texts, {@code null} if it has not
	 */
	TextMasking(BuiltInSecrets builtIns, List<Pattern> patterns, @Nullable ContentMasker maskers, MaskedNames names,
			PatternTime time, @Nullable TextBytes bytes) {
		this.builtIns = builtIns;
		this.patterns = patterns;
		this.maskers = maskers;
		this.names = names;
		this.time = time;
		this.allowance = new ReadingAllowance(time);
		this.bytes = bytes;
		this.clean = (bytes != null && patterns.isEmpty()) ? new CleanTexts() : null;
	}

	/**
	 * Begins with another field.
	 */
	TextMasking begin() {
		this.allowance.reset();
		return this;
	}

	NameMeaning meaningOf(String name) {
		return this.builtIns.meaningOf(name);
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
	boolean mayMask(Number number, NameMeaning meaning) {
		return this.maskers != null || !this.patterns.isEmpty() || this.builtIns.mayBeIn(number, meaning);
	}

	String mask(String path, String text, NameMeaning meaning) {
		return maskWithMaskers(path, maskPatterns(text, meaning));
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

	@SuppressWarnings("ReferenceEquality")
	String maskPatterns(String text, NameMeaning meaning) {
		CleanTexts clean = (meaning == NameMeaning.NONE) ? this.clean : null;
		if (clean == null) {
			return search(text, meaning);
		}
		if (clean.isKnown(text)) {
			return text;
		}
		String masked = search(text, meaning);
		if (masked == text) {
			clean.add(text);
		}
		return masked;
	}

	private String search(String text, NameMeaning meaning) {
		String masked = this.builtIns.mask(text, meaning, search());
		for (int i = 0; i < this.patterns.size(); i++) {
			masked = replaceAll(this.patterns.get(i), masked);
		}
		return masked;
	}

	private SecretSearch search() {
		SecretSearch made = this.search;
		if (made == null) {
			made = new SecretSearch((this.bytes != null) ? this.bytes : new TextBytes());
			this.search = made;
		}
		return made;
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
