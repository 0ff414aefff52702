package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Goes through a short conversation from both ends, so that what there is no room for is
 * its middle.
 */
final class ConversationWalk {

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
	 * Whether a list is a conversation in which single messages may be long.
	 * @param source the list
	 */
	static boolean isShort(Iterable<?> source) {
		if (!(source instanceof List<?> list) || list.size() < 2 || list.size() > BothEnds.LONG) {
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
		int size = messages.size();
		while (first.size() + last.size() < size && this.walk.takeElement()) {
			boolean forward = first.size() <= last.size();
			Object message = messages.get(forward ? first.size() : size - 1 - last.size());
			boolean only = first.size() + last.size() == size - 1;
			int outer = this.walk.limit(only ? this.walk.room() : this.walk.room() / 2);
			(forward ? first : last).add(withRole(this.walk.copy(message, this.depth), message));
			this.walk.limitAgain(outer);
		}
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

}
