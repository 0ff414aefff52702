package dev.gai.braintrust.content;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.BuiltInSecrets;
import dev.gai.braintrust.content.masking.MaskedKind;
import dev.gai.braintrust.content.masking.NameMeaning;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in trees and texts: first the built-in patterns, then the configured
 * ones, then the {@link ContentMasker maskers} in their order. When a pattern or a masker
 * fails or takes too long, the whole field becomes an error text and nothing of it is
 * kept. Meant to run off the caller's thread. Never throws. Thread-safe when the maskers
 * are.
 *
 * @since 0.1.0
 */
@Internal
public final class ContentMasking {

	private static final Set<MaskedKind> DEFAULT_KINDS = Set.of(MaskedKind.SECRETS, MaskedKind.CARDS);

	private final BuiltInSecrets builtIns;

	private final List<Pattern> patterns;

	private final List<ContentMasker> maskers;

	private final MaskedNames names = new MaskedNames();

	/**
	 * Create a masking.
	 * @param builtIns whether secrets and card numbers are masked
	 * @param patterns further patterns; every match in a text, a key or a number is
	 * replaced by {@code [masked]}
	 * @param maskers see every text after the patterns
	 */
	public ContentMasking(boolean builtIns, List<Pattern> patterns, List<ContentMasker> maskers) {
		this(builtIns ? DEFAULT_KINDS : Set.of(), patterns, maskers);
	}

	/**
	 * Create a masking.
	 * @param builtIns what is masked without a pattern
	 * @param patterns further patterns; every match in a text, a key or a number is
	 * replaced by {@code [masked]}
	 * @param maskers see every text after the patterns
	 */
	public ContentMasking(Set<MaskedKind> builtIns, List<Pattern> patterns, List<ContentMasker> maskers) {
		this.builtIns = new BuiltInSecrets(builtIns);
		this.patterns = List.copyOf(patterns);
		this.maskers = List.copyOf(maskers);
	}

	/**
	 * Mask a tree.
	 * @param field the name of the field, the first part of every path
	 * @param tree a plain tree as a {@link Snapshot} holds it, not changed
	 * @return the masked tree, the same object when nothing was masked, or an error text
	 * when masking failed
	 */
	public @Nullable Object mask(String field, @Nullable Object tree) {
		try {
			return new TreeMasking(textMasking()).mask(field, tree, NameMeaning.NONE);
		}
		catch (Throwable ex) {
			return failed(field, ex);
		}
	}

	/**
	 * Mask a single text.
	 * @param field the name of the field, which is also the path
	 * @param text the text
	 * @return the masked text, or an error text when masking failed
	 */
	public String maskText(String field, String text) {
		try {
			return textMasking().mask(field, text, NameMeaning.NONE);
		}
		catch (Throwable ex) {
			return failed(field, ex);
		}
	}

	/**
	 * Mask a short text that is likely to come again: the name of a model, for example.
	 * @param field the name of the field, which is also the path
	 * @param label the text
	 * @return the masked text, or an error text when masking failed
	 */
	public String maskLabel(String field, String label) {
		try {
			return textMasking().maskLabel(field, label);
		}
		catch (Throwable ex) {
			return failed(field, ex);
		}
	}

	private TextMasking textMasking() {
		return new TextMasking(this.builtIns, this.patterns, this.maskers, this.names);
	}

	private static String failed(String field, Throwable failure) {
		Guard.rethrowFatal(failure);
		return "ERROR: Failed to mask field '" + field + "' - " + NotCaptured.nameOf(failure);
	}

}
