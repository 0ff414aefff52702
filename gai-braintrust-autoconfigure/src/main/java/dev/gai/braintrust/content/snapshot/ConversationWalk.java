package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
	 * Whether a list is a conversation in which single messages may be long.
	 * @param source the list
	 */
	static boolean isShort(Iterable<?> source) {
		if (!(source instanceof List<?> list) || list.size() < 2 || list.size() > LONG) {
			return false;
		}
		Object first = list.get(0);
		return (first instanceof Map<?, ?> message && message.containsKey("role"))
				|| (first instanceof JsonNode node && node.has("role"));
	}

	/**
	 * Copies the messages of a short conversation: from both ends, and none takes more
	 * than half of the room that is left.
	 * @param messages the messages
	 * @return their copies, and how many are missing in the middle
	 */
	List<@Nullable Object> all(List<?> messages) {
		List<@Nullable Object> first = new ArrayList<>();
		List<@Nullable Object> last = new ArrayList<>();
		// Other parts of the request want some, too.
		int before = this.walk.limit(this.walk.room() - ((this.depth > 1) ? this.walk.room() / 10 : 0));
		int size = messages.size();
		while (first.size() + last.size() < size && this.walk.takeElement()) {
			boolean forward = first.size() <= last.size();
			Object message = messages.get(forward ? first.size() : size - 1 - last.size());
			boolean only = first.size() + last.size() == size - 1;
			int outer = this.walk.limit(only ? this.walk.room() : this.walk.room() / 2);
			(forward ? first : last).add(withRole(this.walk.copy(message, this.depth), message));
			this.walk.limitAgain(outer);
		}
		this.walk.limitAgain(before);
		Collections.reverse(last);
		List<?> left = messages.subList(first.size(), size - last.size());
		if (!left.isEmpty()) {
			return LongConversation.join(first, left, last);
		}
		first.addAll(last);
		return first;
	}

	/** It may come behind content for which there was no room. */
	private static @Nullable Object withRole(@Nullable Object copied, @Nullable Object message) {
		Object role = (message instanceof Map<?, ?> map) ? map.get("role")
				: (message instanceof JsonNode node) ? node.path("role").stringValue(null) : null;
		if (!(role instanceof String text) || !(copied instanceof Map<?, ?> cut) || cut.containsKey("role")) {
			return copied;
		}
		Map<Object, @Nullable Object> whole = new LinkedHashMap<>();
		whole.put("role", text);
		whole.putAll(cut);
		return Collections.unmodifiableMap(whole);
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
