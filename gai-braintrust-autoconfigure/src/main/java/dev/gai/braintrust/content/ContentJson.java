package dev.gai.braintrust.content;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

import dev.gai.braintrust.content.snapshot.NotCaptured;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain trees as JSON within a budget of bytes. A tree that does not fit loses the
 * ends of its longest texts first, then the ends of its longest lists and maps, and the
 * middle of long conversations, which lose that before their texts become too short to be
 * read; every cut is marked where it was made. Never throws. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ContentJson {

	/**
	 * Texts are not cut shorter than this before elements are dropped.
	 */
	private static final int SHORTEST_TEXT = 128;

	/**
	 * Texts of a conversation are not cut shorter than this part of all there is room for
	 * before messages are dropped: one whole question says more than many beginnings.
	 */
	private static final int SHORTEST_PART = 16;

	/** Longer lists within a conversation are cut before any of its messages goes. */
	private static final int FEW_ELEMENTS = 32;

	private static final Cut EMPTY = new Cut("\"\"", true, 2);

	/** Memory to write to. One thread at a time has it; another one makes its own. */
	private final AtomicReference<@Nullable JsonWriter> spare = new AtomicReference<>();

	/**
	 * Create a writer of JSON.
	 */
	public ContentJson() {
	}

	/**
	 * Write a tree.
	 * @param tree a plain tree as a {@link Snapshot} holds it
	 * @param maxBytes how many bytes the JSON may take in UTF-8; below 2 counts as 2
	 * @return valid JSON of at most so many bytes
	 */
	public Cut write(@Nullable Object tree, int maxBytes) {
		try {
			return fit(tree, maxBytes);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return lastResort(NotCaptured.marker(NotCaptured.nameOf(ex)), maxBytes);
		}
	}

	private Cut fit(@Nullable Object tree, int maxBytes) {
		JsonWriter kept = this.spare.getAndSet(null);
		JsonWriter text = (kept != null) ? kept.clear() : new JsonWriter();
		Cut whole = text.write(tree, maxBytes) ? written(text, text.isCut()) : null;
		this.spare.set(text);
		return (whole != null) ? whole : cut(tree, maxBytes);
	}

	private Cut cut(@Nullable Object tree, int maxBytes) {
		JsonTexts texts = new JsonTexts();
		TreeCut whole = new TreeCut(Integer.MAX_VALUE, Integer.MAX_VALUE);
		Object plain = whole.apply(tree);
		if (fits(texts, plain, Integer.MAX_VALUE, Integer.MAX_VALUE, maxBytes)) {
			return written(plain, whole.isCut(), maxBytes);
		}
		TreeSizes sizes = whole.sizes();
		int longest = Math.min(sizes.longestText(), maxBytes);
		int readable = Math.max(SHORTEST_TEXT, maxBytes / SHORTEST_PART);
		boolean tooMany = !fits(texts, plain, readable, Integer.MAX_VALUE, maxBytes);
		if (sizes.mostMessages() > 0 && tooMany) {
			int elements = largest(FEW_ELEMENTS, sizes.mostElements(), (cap) -> JsonSize
				.fits(new TreeCut(texts, readable, cap, Integer.MAX_VALUE).apply(plain), maxBytes));
			if (elements >= 0) {
				return written(new TreeCut(texts, readable, elements, Integer.MAX_VALUE).apply(plain), true, maxBytes);
			}
		}
		if (sizes.mostMessages() > 2 && tooMany) {
			int messages = largest(2, sizes.mostMessages(), (cap) -> JsonSize
				.fits(new TreeCut(texts, readable, Integer.MAX_VALUE, cap).apply(plain), maxBytes));
			if (messages >= 0) {
				return written(new TreeCut(texts, readable, Integer.MAX_VALUE, messages).apply(plain), true, maxBytes);
			}
		}
		int text = largest(SHORTEST_TEXT, longest, (cap) -> fits(texts, plain, cap, Integer.MAX_VALUE, maxBytes));
		if (text >= 0) {
			return written(new TreeCut(texts, text, Integer.MAX_VALUE, Integer.MAX_VALUE).apply(plain), true, maxBytes);
		}
		int shortest = Math.min(SHORTEST_TEXT, maxBytes);
		int elements = largest(0, sizes.mostElements(), (cap) -> fits(texts, plain, shortest, cap, maxBytes));
		if (elements >= 0) {
			return written(new TreeCut(texts, shortest, elements, elements).apply(plain), true, maxBytes);
		}
		return lastResort("[cut: larger than " + maxBytes + " bytes]", maxBytes);
	}

	private static boolean fits(JsonTexts texts, @Nullable Object tree, int maxText, int maxElements, int maxBytes) {
		return JsonSize.fits(new TreeCut(texts, maxText, maxElements, maxElements).apply(tree), maxBytes);
	}

	/**
	 * The largest cap that fits, found by halving; -1 when not even the lowest does.
	 */
	private static int largest(int lowest, int highest, IntPredicate fits) {
		if (highest < lowest || !fits.test(lowest)) {
			return -1;
		}
		int good = lowest;
		int bad = highest + 1;
		while (bad - good > 1) {
			int middle = good + (bad - good) / 2;
			if (fits.test(middle)) {
				good = middle;
			}
			else {
				bad = middle;
			}
		}
		return good;
	}

	private static Cut lastResort(String marker, int maxBytes) {
		JsonWriter text = new JsonWriter();
		return text.write(marker, maxBytes) ? written(text, true) : EMPTY;
	}

	private static Cut written(@Nullable Object plain, boolean cut, int maxBytes) {
		JsonWriter text = new JsonWriter();
		return text.write(plain, maxBytes) ? written(text, cut) : lastResort("[cut]", maxBytes);
	}

	private static Cut written(JsonWriter text, boolean cut) {
		return new Cut(text.json().toString(), cut, text.json().length());
	}

	/**
	 * JSON that keeps within its budget.
	 *
	 * @param json valid JSON text
	 * @param truncated whether something was cut to make it fit
	 * @param bytes its length in UTF-8
	 */
	public record Cut(String json, boolean truncated, int bytes) {
	}

}
