package dev.gai.braintrust.content.masking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.MaskedText;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a text, in any order. Where two overlap, both are replaced, by what
 * the longer one is called; of two that are alike, by what says more than that it is
 * secret.
 */
final class FoundSecrets implements SecretFinder.Findings {

	private @Nullable List<Found> all;

	@Override
	public void replace(int start, int end, String replacement) {
		if (this.all == null) {
			this.all = new ArrayList<>();
		}
		this.all.add(new Found(start, end, replacement));
	}

	/**
	 * Forget all.
	 */
	void clear() {
		this.all = null;
	}

	/**
	 * Tell of all.
	 */
	void tell(SecretFinder.Findings findings) {
		if (this.all != null) {
			this.all.forEach((found) -> findings.replace(found.start, found.end, found.replacement));
		}
	}

	/**
	 * The text without them.
	 */
	String in(String text) {
		if (this.all == null) {
			return text;
		}
		MaskedText masked = new MaskedText(text);
		this.all.sort(Comparator.comparingInt(Found::start));
		Found last = null;
		for (Found found : this.all) {
			if (last != null && found.start < last.end) {
				last = last.and(found);
			}
			else {
				replace(last, masked);
				last = found;
			}
		}
		replace(last, masked);
		return masked.result();
	}

	private static void replace(@Nullable Found found, MaskedText masked) {
		if (found != null) {
			masked.replace(found.start, found.end, found.replacement);
		}
	}

	/** A secret. */
	private record Found(int start, int end, String replacement) {

		Found and(Found other) {
			int difference = (other.end - other.start) - (this.end - this.start);
			boolean says = this.replacement.equals(SecretNames.REPLACEMENT);
			boolean others = difference > 0 || (difference == 0 && says);
			return new Found(Math.min(this.start, other.start), Math.max(this.end, other.end),
					(others ? other : this).replacement);
		}

	}

}
