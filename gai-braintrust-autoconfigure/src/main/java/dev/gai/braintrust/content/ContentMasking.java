package dev.gai.braintrust.content;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.BuiltInSecrets;
import dev.gai.braintrust.content.masking.MaskedKind;
import dev.gai.braintrust.content.masking.NameMeaning;
import dev.gai.braintrust.content.snapshot.NotCaptured;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in trees and texts: first the built-in patterns, then the configured
 * ones, then the {@link ContentMasker maskers} in their order. When a pattern or a masker
 * fails or takes too long, the whole field becomes an error text and nothing of it is
 * kept. Maskers work on threads of their own, since nobody knows when they return. Meant
 * to run off the caller's thread. Never throws. Thread-safe when the maskers are.
 *
 * @since 0.1.0
 */
@Internal
public final class ContentMasking {

	private static final Duration DEADLINE = Duration.ofSeconds(2);

	private static final Set<MaskedKind> DEFAULT_KINDS = Set.of(MaskedKind.SECRETS, MaskedKind.CARDS);

	private final BuiltInSecrets builtIns;

	private final List<Pattern> patterns;

	private final MaskerThreads maskers;

	private final MaskedNames names;

	/** Of the span that is masked; {@code null} where every field is for itself. */
	private final @Nullable PatternTime time;

	/** Masks without maskers on the one thread that there is. */
	private final @Nullable TextMasking own;

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
		this(builtIns, patterns, maskers, DEADLINE);
	}

	ContentMasking(Set<MaskedKind> builtIns, List<Pattern> patterns, List<ContentMasker> maskers, Duration deadline) {
		this(new BuiltInSecrets(builtIns), List.copyOf(patterns), new MaskerThreads(maskers, deadline),
				new MaskedNames(), null, null);
	}

	private ContentMasking(BuiltInSecrets builtIns, List<Pattern> patterns, MaskerThreads maskers, MaskedNames names,
			@Nullable PatternTime time, @Nullable TextBytes bytes) {
		this.builtIns = builtIns;
		this.patterns = patterns;
		this.maskers = maskers;
		this.names = names;
		this.time = time;
		// Maskers work on threads of their own, which may still do so when they are late.
		this.own = (time != null && bytes != null && maskers.isEmpty())
				? new TextMasking(builtIns, patterns, null, names, time, bytes) : null;
	}

	/**
	 * The same masking for one thread, which masks span after span: in each of them the
	 * configured patterns have half a second altogether.
	 * @param bytes where that thread has the bytes of texts
	 * @return the masking, which is not thread-safe
	 */
	public ContentMasking forOneThread(TextBytes bytes) {
		return new ContentMasking(this.builtIns, this.patterns, this.maskers, this.names, new PatternTime(), bytes);
	}

	/**
	 * Tells that the next span begins.
	 */
	public void beginSpan() {
		if (this.time != null) {
			this.time.reset();
		}
	}

	/**
	 * What is wrong with the maskers of the application. Never waits.
	 * @return the reason, {@code null} if all is well
	 */
	public @Nullable String trouble() {
		return this.maskers.trouble();
	}

	/**
	 * Whether code of the application takes part, of which nobody knows how long it
	 * takes.
	 * @return whether there are patterns or maskers of its own
	 */
	public boolean asksTheApplication() {
		return !this.patterns.isEmpty() || !this.maskers.isEmpty();
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
			return (this.own != null) ? new TreeMasking(this.own.begin()).mask(field, tree, NameMeaning.NONE)
					: masked((texts) -> new TreeMasking(texts).mask(field, tree, NameMeaning.NONE));
		}
		catch (Throwable ex) {
			return failed(field, ex);
		}
	}

	/**
	 * Tells that the next field is masked while it is written.
	 */
	void beginField() {
		if (this.own != null) {
			this.own.begin();
		}
	}

	/**
	 * What masks a tree where it is written, which nobody but the one thread of this
	 * masking can: where there are patterns or maskers of the application, it takes more
	 * than a look at each text.
	 * @return masks the parts of a tree, {@code null} if a tree is to be masked as a
	 * whole
	 */
	@Nullable TreeMasking whileWriting() {
		return (this.own != null && this.patterns.isEmpty()) ? new TreeMasking(this.own) : null;
	}

	/**
	 * Mask a single text.
	 * @param field the name of the field, which is also the path
	 * @param text the text
	 * @return the masked text, or an error text when masking failed
	 */
	public String maskText(String field, String text) {
		try {
			return (this.own != null) ? this.own.begin().mask(field, text, NameMeaning.NONE)
					: masked((texts) -> texts.mask(field, text, NameMeaning.NONE));
		}
		catch (Throwable ex) {
			return failed(field, ex);
		}
	}

	/**
	 * Mask a value as one of a map, whose name says what it may be.
	 * @param name the name, which is also the path
	 * @param value a text, a number, a truth value or a list of them
	 * @return the masked value, the same object when nothing was masked, or an error text
	 * when masking failed
	 */
	public Object maskNamed(String name, Object value) {
		try {
			return (this.own != null) ? named(this.own.begin(), name, value)
					: masked((texts) -> named(texts, name, value));
		}
		catch (Throwable ex) {
			return failed(name, ex);
		}
	}

	private static Object named(TextMasking texts, String name, Object value) {
		Object masked = new TreeMasking(texts).mask(name, value, texts.maskName(name).meaning());
		return (masked != null) ? masked : value;
	}

	/**
	 * Mask a short text that is likely to come again: the name of a model, for example.
	 * @param field the name of the field, which is also the path
	 * @param label the text
	 * @return the masked text, or an error text when masking failed
	 */
	public String maskLabel(String field, String label) {
		String known = this.maskers.isEmpty() ? this.names.known(label) : null;
		if (known != null) {
			return known;
		}
		try {
			return (this.own != null) ? this.own.begin().maskLabel(field, label)
					: masked((texts) -> texts.maskLabel(field, label));
		}
		catch (Throwable ex) {
			return failed(field, ex);
		}
	}

	private <T extends @Nullable Object> T masked(Function<TextMasking, T> masking) throws Throwable {
		PatternTime spent = (this.time != null) ? this.time : new PatternTime();
		return this.maskers.isEmpty() ? masking.apply(texts(null, spent))
				: this.maskers.within((calls) -> masking.apply(texts(calls, spent)));
	}

	private TextMasking texts(@Nullable ContentMasker calls, PatternTime spent) {
		return new TextMasking(this.builtIns, this.patterns, calls, this.names, spent, null);
	}

	private static String failed(String field, Throwable failure) {
		Guard.rethrowFatal(failure);
		return "ERROR: Failed to mask field '" + field + "' - " + NotCaptured.nameOf(failure);
	}

}
