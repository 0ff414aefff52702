package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of which only the first and the last messages are kept. It begins with
 * what the model is told to be and ends with what it is asked, so that its middle matters
 * least. Where it is cut a text says how many messages of how many are kept; it stays
 * true when the conversation is cut once more.
 *
 * @since 0.1.0
 */
@Internal
public final class LongConversation {

	private static final Pattern MARK = Pattern.compile("… \\[cut: (\\d{1,10}) of (\\d{1,10}) messages kept]");

	private static final int LONGEST_MARK = 64;

	/** Some APIs put an item without a role before the first message. */
	private static final int LOOKED_AT = 2;

	/** A list may make its elements when it is asked for them, without end. */
	private static final int MOST_LOOKED_THROUGH = 100_000;

	private LongConversation() {
	}

	/**
	 * Says how much of a conversation is kept.
	 * @param kept the number of messages that are kept
	 * @param of how many there were
	 * @return the text that stands where the others were
	 */
	public static String mark(int kept, long of) {
		return "… [cut: " + kept + " of " + of + " messages kept]";
	}

	/**
	 * Whether a list of plain trees is a conversation.
	 * @param list the list
	 * @return whether one of its first elements has a role
	 */
	public static boolean is(List<?> list) {
		for (int i = 0; i < Math.min(LOOKED_AT, list.size()); i++) {
			if (list.get(i) instanceof Map<?, ?> message && message.containsKey("role")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Puts together what is kept.
	 * @param first the first messages
	 * @param left what is left out
	 * @param last the last messages
	 * @return the messages, and between them how many there were
	 */
	public static List<@Nullable Object> join(List<@Nullable Object> first, List<?> left, List<@Nullable Object> last) {
		EarlierCuts cuts = new EarlierCuts();
		int missing = left.size() - cuts.among(left);
		List<@Nullable Object> joined = new ArrayList<>(first);
		joined.removeIf(cuts::add);
		int place = joined.size();
		joined.addAll(last);
		joined.subList(place, joined.size()).removeIf(cuts::add);
		int kept = joined.size();
		joined.add(place, mark(kept, kept + missing + cuts.missing));
		return joined;
	}

	private static final class EarlierCuts {

		private long missing;

		int among(List<?> elements) {
			int found = 0;
			int looked = 0;
			for (Object element : elements) {
				if (looked++ == MOST_LOOKED_THROUGH) {
					break;
				}
				found += add(element) ? 1 : 0;
			}
			return found;
		}

		boolean add(@Nullable Object element) {
			if (!(element instanceof String text) || text.length() > LONGEST_MARK) {
				return false;
			}
			Matcher mark = MARK.matcher(text);
			if (!mark.matches()) {
				return false;
			}
			this.missing += Long.parseLong(mark.group(2)) - Long.parseLong(mark.group(1));
			return true;
		}

	}

}
