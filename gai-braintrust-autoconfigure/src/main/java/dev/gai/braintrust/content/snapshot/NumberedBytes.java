package dev.gai.braintrust.content.snapshot;

import java.util.List;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Images and files that are lists of numbers, as some clients write bytes in JSON.
 */
final class NumberedBytes {

	/** No picture is smaller. */
	private static final int FEWEST = 64;

	private static final int MOST = 4_000_000;

	/** What a file is can be told by as many. */
	private static final int BEGINNING = 16;

	private static final int NONE = Integer.MIN_VALUE;

	private NumberedBytes() {
	}

	/**
	 * What a list of numbers is.
	 * @param elements the list; only those of the JDK are known to be read fast
	 * @return the bytes, {@code null} if it is anything but an image or a file
	 */
	static @Nullable InlineMedia in(Iterable<?> elements) {
		if (!(elements instanceof List<?> list) || !isKnown(list.getClass().getName())) {
			return null;
		}
		int size = list.size();
		if (size < FEWEST || size > MOST || number(list.get(0)) == NONE) {
			return null;
		}
		byte[] beginning = bytes(list, BEGINNING);
		byte[] all = (beginning != null && InlineMedia.recognize(beginning) != null) ? bytes(list, size) : null;
		return (all != null) ? InlineMedia.recognize(all) : null;
	}

	private static boolean isKnown(String type) {
		return type.startsWith("java.util.") || type.startsWith(PlainValues.class.getName());
	}

	private static byte @Nullable [] bytes(List<?> list, int count) {
		byte[] bytes = new byte[count];
		int at = 0;
		for (Object element : list) {
			int number = (at < count) ? number(element) : NONE;
			if (number == NONE) {
				return (at == count) ? bytes : null;
			}
			bytes[at++] = (byte) number;
		}
		return (at == count) ? bytes : null;
	}

	private static int number(@Nullable Object element) {
		int number = (element instanceof Integer || element instanceof Byte || element instanceof Short)
				? ((Number) element).intValue()
				: (element instanceof JsonNode node && node.isInt()) ? node.intValue() : NONE;
		return (number >= Byte.MIN_VALUE && number <= 255) ? number : NONE;
	}

}
