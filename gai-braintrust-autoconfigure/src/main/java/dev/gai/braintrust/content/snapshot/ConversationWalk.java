package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;

import org.jspecify.annotations.Nullable;

/**
 * Goes through a conversation from both ends, so that what there is no room for is its
 * middle.
 */
final class ConversationWalk {

	/** Shorter lists are copied as any other. */
	private static final int LONG = 64;

	private final SnapshotWalk walk;

	private final int depth;

	/**
	 * Create a walk.
	 * @param depth the depth of a message
	 */
	ConversationWalk(SnapshotWalk walk, int depth) {
		this.walk = walk;
		this.depth = depth;
	}

	/**
	 * Whether a list is to be copied from both ends.
	 * @param source the list
	 * @param copied copies of its first elements
	 */
	static boolean suits(Iterable<?> source, List<?> copied) {
		return copied.size() <= 2 && source instanceof List<?> list && list.size() > LONG
				&& LongConversation.is(copied);
	}

	/**
	 * Copies the rest of a conversation.
	 * @param messages the messages
	 * @param first copies of the first messages; those that follow are added
	 */
	void rest(List<?> messages, List<@Nullable Object> first) {
		int room = this.walk.room();
		if (this.depth > 1) {
			// Other parts of the request want some, too.
			room -= room / 10;
		}
		int reserve = this.walk.room() - room;
		int half = reserve + room / 2;
		ListIterator<?> forward = messages.listIterator(first.size());
		while (forward.hasNext() && this.walk.room() > half && this.walk.takeElement()) {
			first.add(this.walk.copy(forward.next(), this.depth));
		}
		List<@Nullable Object> last = new ArrayList<>();
		int start = first.size();
		ListIterator<?> backward = messages.listIterator(messages.size());
		while (backward.previousIndex() >= start && this.walk.room() > reserve && this.walk.takeElement()) {
			Object message = this.walk.copy(backward.previous(), this.depth);
			if (this.walk.room() <= 0 && !last.isEmpty()) {
				// It may have been cut within.
				backward.next();
				break;
			}
			last.add(message);
		}
		Collections.reverse(last);
		int end = backward.nextIndex();
		if (end == start) {
			first.addAll(last);
			return;
		}
		List<@Nullable Object> joined = LongConversation.join(first, messages.subList(start, end), last);
		first.clear();
		first.addAll(joined);
	}

}
