package dev.gai.braintrust.content;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a text that is JSON as the tree that it is: what is kept stands as it stood. Lists
 * and objects lose their middle, texts their ends.
 */
final class JsonTextCut {

	private static final int MAX_DEPTH = 32;

	private static final String TOO_DEEP = "… [cut: nested deeper than " + MAX_DEPTH + " levels]";

	/** As few elements share the room; of more, some are kept whole. */
	static final int FEW = 64;

	static final int SMALLEST_SHARE = 48;

	static final int LONGEST_MARK = 64;

	private static final int ESCAPED = 6;

	private final String text;

	private final int start;

	private final int end;

	/** By where the list or object begins: it may be cut again, shorter or longer. */
	private final Map<Integer, List<JsonTextParts.Part>> known = new HashMap<>();

	private StringBuilder kept = new StringBuilder();

	/**
	 * Creates a cut.
	 * @param text the text, which is JSON
	 * @param start where its JSON begins
	 * @param end where it ends
	 */
	JsonTextCut(String text, int start, int end) {
		this.text = text;
		this.start = start;
		this.end = end;
	}

	/**
	 * Cuts the text.
	 * @param max how many characters are kept
	 * @return JSON, {@code null} if there is too little room
	 */
	@Nullable String cut(int max) {
		this.kept = new StringBuilder();
		value(this.start, this.end, max, 0);
		return (this.kept.length() <= max) ? this.kept.toString() : null;
	}

	private void value(int start, int end, int room, int depth) {
		char first = this.text.charAt(start);
		if (end - start <= room) {
			this.kept.append(this.text, start, end);
		}
		else if (first == '"') {
			string(start, end, room);
		}
		else if (first != '{' && first != '[') {
			this.kept.append(this.text, start, end);
		}
		else if (depth < MAX_DEPTH) {
			container(start, end, room, depth);
		}
		else {
			this.kept.append('"').append(TOO_DEEP).append('"');
		}
	}

	private void container(int start, int end, int room, int depth) {
		List<JsonTextParts.Part> parts = this.known.computeIfAbsent(start,
				(at) -> JsonTextParts.of(this.text, at, end));
		boolean object = this.text.charAt(start) == '{';
		this.kept.append(object ? '{' : '[');
		int inner = room - 1 - Math.max(1, parts.size());
		if (parts.size() <= FEW && inner / Math.max(1, parts.size()) >= SMALLEST_SHARE) {
			shared(parts, inner, depth);
		}
		else {
			ends(parts, room - 2 - LONGEST_MARK, object, depth);
		}
		this.kept.append(object ? '}' : ']');
	}

	private void shared(List<JsonTextParts.Part> parts, int room, int depth) {
		int share = share(parts.stream().mapToInt(JsonTextParts.Part::size).toArray(), room);
		for (int i = 0; i < parts.size(); i++) {
			this.kept.append((i > 0) ? "," : "");
			part(parts.get(i), share, depth);
		}
	}

	/**
	 * How much room each of some parts has: what needs less than its share leaves the
	 * rest to others.
	 */
	static int share(int[] sizes, int room) {
		int[] sorted = sizes.clone();
		Arrays.sort(sorted);
		int left = room;
		int share = 0;
		for (int i = 0; i < sorted.length; i++) {
			share = left / (sorted.length - i);
			if (sorted[i] > share) {
				break;
			}
			left -= sorted[i];
		}
		return Math.max(share, 0);
	}

	private void ends(List<JsonTextParts.Part> parts, int room, boolean object, int depth) {
		int first = 0;
		int last = 0;
		int left = room;
		boolean more = true;
		while (more && first + last < parts.size()) {
			boolean forward = first <= last;
			JsonTextParts.Part next = parts.get(forward ? first : parts.size() - 1 - last);
			more = next.size() + 1 <= left;
			left -= more ? next.size() + 1 : 0;
			first += (more && forward) ? 1 : 0;
			last += (more && !forward) ? 1 : 0;
		}
		boolean begun = first == 0 && left > LONGEST_MARK;
		if (begun) {
			// Rather a part of the first than nothing at all.
			part(parts.get(0), left - 1, depth);
			first = 1;
		}
		else {
			whole(parts.subList(0, first));
		}
		this.kept.append((first > 0) ? "," : "").append(object ? "\"…\":" : "").append('"');
		this.kept.append(TreeCut.mark(first + last, parts.size(), "elements")).append('"');
		this.kept.append((last > 0) ? "," : "");
		whole(parts.subList(parts.size() - last, parts.size()));
	}

	private void whole(List<JsonTextParts.Part> parts) {
		for (int i = 0; i < parts.size(); i++) {
			this.kept.append((i > 0) ? "," : "").append(this.text, parts.get(i).start(), parts.get(i).end());
		}
	}

	private void part(JsonTextParts.Part part, int room, int depth) {
		this.kept.append(this.text, part.start(), part.value());
		value(part.value(), part.end(), room - (part.value() - part.start()), depth + 1);
	}

	private void string(int start, int end, int room) {
		int last = start + room - LONGEST_MARK;
		int at = start + 1;
		int characters = 0;
		int keptEnd = at;
		int keptCharacters = 0;
		while (at < end - 1) {
			int next = at + length(at);
			characters += (next - at == 2 * ESCAPED || WellFormed.isPairAt(this.text, at)) ? 2 : 1;
			if (next <= last) {
				keptEnd = next;
				keptCharacters = characters;
			}
			at = next;
		}
		this.kept.append(this.text, start, keptEnd);
		this.kept.append(TreeCut.mark(keptCharacters, characters, "characters")).append('"');
	}

	/** Halves of a pair stay together. */
	private int length(int at) {
		if (this.text.charAt(at) != '\\') {
			return WellFormed.isPairAt(this.text, at) ? 2 : 1;
		}
		if (this.text.charAt(at + 1) != 'u') {
			return 2;
		}
		boolean pair = isEscaped(at, 'D', "89AB") && this.text.startsWith("\\u", at + ESCAPED)
				&& isEscaped(at + ESCAPED, 'D', "CDEF");
		return pair ? 2 * ESCAPED : ESCAPED;
	}

	private boolean isEscaped(int at, char first, String second) {
		return Character.toUpperCase(this.text.charAt(at + 2)) == first
				&& second.indexOf(Character.toUpperCase(this.text.charAt(at + 3))) >= 0;
	}

}
