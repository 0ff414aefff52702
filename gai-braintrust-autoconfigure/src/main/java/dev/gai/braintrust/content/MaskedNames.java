package dev.gai.braintrust.content;

import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.gai.braintrust.content.masking.NameMeaning;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of keys and labels, of which an application has few that come again and
 * again: those last seen are remembered. A name takes the place of another one, so that
 * the memory is bounded whatever comes. Thread-safe.
 */
final class MaskedNames {

	private static final int PLACES = 512;

	private static final int MAX_LENGTH = 64;

	private final AtomicReferenceArray<MaskedName> recent = new AtomicReferenceArray<>(PLACES);

	/**
	 * Masks a name.
	 * @param name the name
	 * @param texts masks it if it has not been seen of late
	 * @return what becomes of it
	 */
	MaskedName of(String name, TextMasking texts) {
		if (name.length() > MAX_LENGTH) {
			return masked(name, texts);
		}
		int hash = name.hashCode();
		int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
		MaskedName known = this.recent.get(place);
		if (known == null || !known.name.equals(name)) {
			known = masked(name, texts);
			this.recent.set(place, known);
		}
		return known;
	}

	/**
	 * What becomes of a name that has been seen of late.
	 * @param name the name
	 * @return the name as it may be shown, {@code null} if that is not known
	 */
	@Nullable String known(String name) {
		int hash = name.hashCode();
		MaskedName known = this.recent.get((hash ^ (hash >>> 16)) & (PLACES - 1));
		return (known != null && known.name.equals(name)) ? known.masked : null;
	}

	private static MaskedName masked(String name, TextMasking texts) {
		return new MaskedName(name, texts.maskPatterns(name, NameMeaning.NONE), texts.meaningOf(name));
	}

	/**
	 * A name.
	 *
	 * @param name as it was
	 * @param masked as it may be shown
	 * @param meaning what it says about its value
	 */
	record MaskedName(String name, String masked, NameMeaning meaning) {

	}

}
