package dev.gai.braintrust.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.snapshot.LeftOut;
import dev.gai.braintrust.content.snapshot.LongConversation;
import dev.gai.braintrust.content.snapshot.UniqueKeys;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a tree to texts and containers of a greatest length, and makes every leaf one that
 * JSON can hold. Short texts and maps lose their ends, long texts, lists and
 * conversations their middle. Texts that are JSON are cut as what they are, and stay
 * JSON. Parts that need no cut are not copied.
 */
final class TreeCut {

	private static final int MAX_DEPTH = 100;

	static final String TOO_DEEP = "… [cut: nested deeper than " + MAX_DEPTH + " levels]";

	private static final int MARK_LENGTH = 48;

	/** Of a shorter text the beginning says more than both ends. */
	private static final int SHORTEST_WITH_END = 2048;

	/** The question often stands behind a long text that it is about. */
	private static final int END_SHARE = 4;

	/** A message without its content says nothing. */
	private static final int FIELDS_OF_MESSAGE = 16;

	private final JsonTexts texts;

	private final int maxText;

	private final int maxElements;

	private final int maxMessages;

	private final TreeSizes sizes = new TreeSizes();

	private boolean cut;

	TreeCut(int maxText, int maxElements) {
		this(new JsonTexts(), maxText, maxElements, maxElements);
	}

	/**
	 * Create a cut.
	 * @param texts cuts texts that are JSON
	 * @param maxMessages how many messages of a conversation are kept
	 */
	TreeCut(JsonTexts texts, int maxText, int maxElements, int maxMessages) {
		this.texts = texts;
		this.maxText = maxText;
		this.maxElements = maxElements;
		this.maxMessages = maxMessages;
	}

	boolean isCut() {
		return this.cut;
	}

	TreeSizes sizes() {
		return this.sizes;
	}

	@Nullable Object apply(@Nullable Object tree) {
		return apply(tree, 0);
	}

	private @Nullable Object apply(@Nullable Object tree, int depth) {
		if (tree == null || tree instanceof Boolean) {
			return tree;
		}
		if (tree instanceof Map<?, ?> map) {
			return (depth < MAX_DEPTH) ? map(map, depth, this.maxElements) : tooDeep();
		}
		if (tree instanceof List<?> list) {
			return (depth < MAX_DEPTH) ? list(list, depth) : tooDeep();
		}
		Object leaf = (tree instanceof Number number) ? JsonNumbers.writable(number) : tree.toString();
		return (leaf instanceof String text) ? text(text) : leaf;
	}

	private String tooDeep() {
		this.cut = true;
		return TOO_DEEP;
	}

	private String text(String text) {
		this.sizes.text(text.length());
		if (text.length() <= this.maxText) {
			return text;
		}
		this.cut = true;
		String json = this.texts.cut(text, this.maxText);
		if (json != null) {
			return json;
		}
		int kept = Math.max(0, this.maxText - MARK_LENGTH);
		int last = (kept >= SHORTEST_WITH_END) ? kept / END_SHARE : 0;
		int first = kept - last;
		if (first > 0 && WellFormed.isPairAt(text, first - 1)) {
			first--;
		}
		if (last > 0 && WellFormed.isPairAt(text, text.length() - last - 1)) {
			last--;
		}
		return text.substring(0, first) + mark(first + last, text.length(), "characters")
				+ text.substring(text.length() - last);
	}

	private List<?> list(List<?> list, int depth) {
		this.sizes.elements(list.size());
		boolean conversation = LongConversation.is(list);
		if (conversation) {
			this.sizes.messages(list.size());
			if (list.size() > this.maxMessages) {
				return conversation(list, depth);
			}
		}
		if (!conversation && list.size() > this.maxElements) {
			return ends(list, depth);
		}
		List<@Nullable Object> copy = new ArrayList<>(list.size());
		boolean changed = false;
		for (Object element : list) {
			Object applied = apply(element, depth + 1);
			changed |= applied != element;
			copy.add(applied);
		}
		return changed ? copy : list;
	}

	/**
	 * The question stands behind what it is about, or before. Where there is room for one
	 * element, it is the first.
	 */
	private List<?> ends(List<?> list, int depth) {
		this.cut = true;
		int first = (this.maxElements == 1) ? 1 : this.maxElements / 2;
		int last = list.size() - (this.maxElements - first);
		List<@Nullable Object> copy = new ArrayList<>(this.maxElements + 1);
		list.subList(0, first).forEach((element) -> copy.add(apply(element, depth + 1)));
		long all = list.size();
		for (Object element : list.subList(first, last)) {
			all += LeftOut.beyond(element);
		}
		copy.add(mark(this.maxElements, all, "elements"));
		list.subList(last, list.size()).forEach((element) -> copy.add(apply(element, depth + 1)));
		return copy;
	}

	private List<?> conversation(List<?> messages, int depth) {
		this.cut = true;
		int first = this.maxMessages / 2;
		int last = messages.size() - (this.maxMessages - first);
		return LongConversation.join(applied(messages.subList(0, first), depth), messages.subList(first, last),
				applied(messages.subList(last, messages.size()), depth));
	}

	private List<@Nullable Object> applied(List<?> messages, int depth) {
		List<@Nullable Object> copy = new ArrayList<>(messages.size());
		messages.forEach((message) -> copy.add(message(message, depth + 1)));
		return copy;
	}

	private @Nullable Object message(@Nullable Object message, int depth) {
		return (message instanceof Map<?, ?> map && depth < MAX_DEPTH)
				? map(map, depth, Math.max(FIELDS_OF_MESSAGE, this.maxElements)) : apply(message, depth);
	}

	private Map<?, ?> map(Map<?, ?> map, int depth, int maxEntries) {
		this.sizes.elements(map.size());
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		boolean changed = false;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (copy.size() == maxEntries) {
				this.cut = true;
				UniqueKeys.put(copy, "…", mark(maxEntries, map.size(), "elements"));
				return copy;
			}
			String key = text(String.valueOf(entry.getKey()));
			Object applied = apply(entry.getValue(), depth + 1);
			changed |= applied != entry.getValue() || !key.equals(entry.getKey());
			UniqueKeys.put(copy, key, applied);
		}
		return changed ? copy : map;
	}

	static String mark(int kept, long of, String what) {
		return "… [cut: " + kept + " of " + of + " " + what + " kept]";
	}

}
