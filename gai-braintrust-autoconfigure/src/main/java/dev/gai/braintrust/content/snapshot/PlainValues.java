package dev.gai.braintrust.content.snapshot;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * Values that have no elements of their own, as immutable text, numbers and booleans.
 */
final class PlainValues {

	private PlainValues() {
	}

	static Object plain(Object value) {
		if (value instanceof Number number) {
			return ImmutableNumbers.of(number);
		}
		if (value instanceof Boolean) {
			return value;
		}
		if (value instanceof AtomicBoolean flag) {
			return flag.get();
		}
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof InlineMedia media) {
			return media.owned();
		}
		int length = byteCount(value);
		return (length >= 0) ? bytes(value, length) : text(value);
	}

	/**
	 * An image, a sound or a file is kept; of other bytes, which may be a key, nothing is
	 * told but how many they are.
	 */
	private static Object bytes(Object value, int length) {
		InlineMedia media = (value instanceof byte[] bytes) ? InlineMedia.recognize(bytes)
				: (value instanceof ByteBuffer buffer) ? recognize(buffer) : null;
		return (media != null) ? media.owned() : "<" + length + " bytes>";
	}

	/** One that is too large is not copied, and so not said to be whole. */
	private static @Nullable InlineMedia recognize(ByteBuffer buffer) {
		if (buffer.remaining() > InlineMedia.LARGEST) {
			return null;
		}
		byte[] copy = new byte[buffer.remaining()];
		buffer.duplicate().get(copy);
		return InlineMedia.recognize(copy);
	}

	static @Nullable Object unwrap(Object wrapper) {
		if (wrapper instanceof Optional<?> optional) {
			return optional.orElse(null);
		}
		if (wrapper instanceof OptionalInt optional) {
			return optional.isPresent() ? optional.getAsInt() : null;
		}
		if (wrapper instanceof OptionalLong optional) {
			return optional.isPresent() ? optional.getAsLong() : null;
		}
		if (wrapper instanceof OptionalDouble optional) {
			return optional.isPresent() ? optional.getAsDouble() : null;
		}
		if (wrapper instanceof AtomicReference<?> reference) {
			return reference.get();
		}
		return KotlinValues.areOf(wrapper.getClass()) ? KotlinValues.plain(wrapper) : HttpValues.inside(wrapper);
	}

	static @Nullable Object leaf(JsonNode node) {
		return switch (node.getNodeType()) {
			case STRING -> node.stringValue();
			case NUMBER -> node.numberValue();
			case BOOLEAN -> node.booleanValue();
			case BINARY -> node.binaryValue();
			default -> null;
		};
	}

	static @Nullable Object pojo(JsonNode node) {
		return ((POJONode) node).getPojo();
	}

	static List<JsonNode> elements(JsonNode array) {
		return new AbstractList<>() {

			@Override
			public JsonNode get(int index) {
				return array.path(index);
			}

			@Override
			public int size() {
				return array.size();
			}

		};
	}

	static List<?> elements(Object array) {
		if (array instanceof Object[] objects) {
			return Arrays.asList(objects);
		}
		return new AbstractList<Object>() {

			@Override
			public Object get(int index) {
				return Array.get(array, index);
			}

			@Override
			public int size() {
				return Array.getLength(array);
			}

		};
	}

	private static int byteCount(Object value) {
		if (value instanceof ByteBuffer buffer) {
			return buffer.remaining();
		}
		return (value instanceof byte[] || value instanceof Byte[]) ? Array.getLength(value) : -1;
	}

	private static String text(Object value) {
		if (value instanceof Class<?> type) {
			return type.getName();
		}
		if (value instanceof char[] characters) {
			return new String(characters);
		}
		if (value instanceof Date date) {
			return Instant.ofEpochMilli(date.getTime()).toString();
		}
		if (value instanceof Calendar calendar) {
			return calendar.toInstant().toString();
		}
		return (value instanceof TimeZone zone) ? zone.getID() : value.toString();
	}

}
