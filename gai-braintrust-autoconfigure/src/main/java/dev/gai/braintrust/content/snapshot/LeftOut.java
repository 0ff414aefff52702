package dev.gai.braintrust.content.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a list in the place of elements that are not kept.
 *
 * @since 0.1.0
 */
@Internal
public final class LeftOut {

	private static final Pattern MARK = Pattern
		.compile("<(\\d{1,10}) more elements left out>|… \\[cut: (\\d{1,10}) of (\\d{1,10}) elements kept]");

	private static final int LONGEST = 64;

	private LeftOut() {
	}

	/**
	 * Says how many elements are not there.
	 * @param count how many
	 * @return the text that stands where they were
	 */
	public static String mark(int count) {
		return "<" + Math.max(1, count) + " more elements left out>";
	}

	/**
	 * For how many elements more than one an element stands.
	 * @param element an element of a list
	 * @return the number, 0 for one that is no mark
	 */
	public static long beyond(@Nullable Object element) {
		if (!(element instanceof String text) || text.length() > LONGEST) {
			return 0;
		}
		Matcher mark = MARK.matcher(text);
		if (!mark.matches()) {
			return 0;
		}
		long missing = (mark.group(1) != null) ? Long.parseLong(mark.group(1))
				: Long.parseLong(mark.group(3)) - Long.parseLong(mark.group(2));
		return missing - 1;
	}

}
