package dev.gai.braintrust.content;

import java.io.StringWriter;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes plain trees as JSON within a budget of bytes. A tree that does not fit loses the
 * ends of its longest texts first, then the ends of its longest lists and maps; every cut
 * is marked where it was made. Never throws. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ContentJson {

	/**
	 * Texts are not cut shorter than this before elements are dropped.
	 */
	private static final int SHORTEST_TEXT = 128;

	private static final int MAX_ATTEMPTS = 5;

	private static final CutJson EMPTY = new CutJson("\"\"", true);

	private final TokenStreamFactory factory;

	/**
	 * Create a writer of JSON.
	 * @param mapper gives the low-level writer; its settings for objects do not matter,
	 * as a tree has none
	 */
	public ContentJson(JsonMapper mapper) {
		this.factory = mapper.tokenStreamFactory();
	}

	/**
	 * Write a tree.
	 * @param tree a plain tree as a {@link Snapshot} holds it
	 * @param maxBytes how many bytes the JSON may take in UTF-8; below 2 counts as 2
	 * @return valid JSON of at most so many bytes
	 */
	public CutJson write(@Nullable Object tree, int maxBytes) {
		try {
			return fit(tree, maxBytes);
		}
		catch (Throwable ex) {
			NotCaptured.rethrowFatal(ex);
			return lastResort(NotCaptured.marker(NotCaptured.nameOf(ex)), maxBytes);
		}
	}

	private CutJson fit(@Nullable Object tree, int maxBytes) {
		int budget = maxBytes;
		for (int attempt = 0; attempt < MAX_ATTEMPTS && budget > 1; attempt++) {
			CutJson cut = cut(tree, budget);
			long size = JsonSize.utf8Length(cut.json());
			if (size <= maxBytes) {
				return cut;
			}
			// The mapper's factory escapes more than JSON asks for.
			budget = (int) (budget * (double) maxBytes / size) - 1;
		}
		return lastResort("[cut: larger than " + maxBytes + " bytes]", maxBytes);
	}

	private CutJson cut(@Nullable Object tree, int maxBytes) {
		TreeCut whole = new TreeCut(Integer.MAX_VALUE, Integer.MAX_VALUE);
		Object plain = whole.apply(tree);
		if (JsonSize.fits(plain, maxBytes)) {
			return new CutJson(json(plain), whole.isCut());
		}
		int longest = Math.min(whole.longestText(), maxBytes);
		int text = largest(SHORTEST_TEXT, longest, (cap) -> fits(plain, cap, Integer.MAX_VALUE, maxBytes));
		if (text >= 0) {
			return new CutJson(json(new TreeCut(text, Integer.MAX_VALUE).apply(plain)), true);
		}
		int shortest = Math.min(SHORTEST_TEXT, maxBytes);
		int elements = largest(0, whole.mostElements(), (cap) -> fits(plain, shortest, cap, maxBytes));
		if (elements >= 0) {
			return new CutJson(json(new TreeCut(shortest, elements).apply(plain)), true);
		}
		return lastResort("[cut: larger than " + maxBytes + " bytes]", maxBytes);
	}

	private static boolean fits(@Nullable Object tree, int maxText, int maxElements, int maxBytes) {
		return JsonSize.fits(new TreeCut(maxText, maxElements).apply(tree), maxBytes);
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

	private static CutJson lastResort(String marker, int maxBytes) {
		return (marker.length() + 2 <= maxBytes) ? new CutJson('"' + marker + '"', true) : EMPTY;
	}

	private String json(@Nullable Object plain) {
		StringWriter out = new StringWriter();
		try (JsonGenerator generator = this.factory.createGenerator(ObjectWriteContext.empty(), out)) {
			JsonTree.write(plain, generator);
		}
		return out.toString();
	}

}
