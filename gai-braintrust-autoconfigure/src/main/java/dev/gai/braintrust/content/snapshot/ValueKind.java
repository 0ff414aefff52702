package dev.gai.braintrust.content.snapshot;

import java.io.File;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the values of a class are captured. Worked out once per class.
 */
enum ValueKind {

	TEXT, NUMBER, BOOLEAN, ENUM, BYTES, ARRAY, COLLECTION, ITERABLE, MAP, ENTRY, WRAPPER, THROWABLE, JSON_NODE,
	JACKSON_2_NODE,

	/**
	 * Only its type is named: looking inside would consume, block, load or leak.
	 */
	UNTOUCHED,

	/**
	 * An object with properties, read by Jackson.
	 */
	BEAN;

	private static final List<Class<?>> TEXTS = List.of(CharSequence.class, Character.class, UUID.class, URI.class,
			URL.class, Path.class, File.class, Class.class, Locale.class, Currency.class, Date.class, Calendar.class,
			TimeZone.class, Charset.class, Pattern.class, InetAddress.class, StackTraceElement.class, char[].class);

	private static final List<Class<?>> WRAPPERS = List.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class, AtomicReference.class);

	private static final ClassValue<ValueKind> KINDS = new ClassValue<>() {
		@Override
		protected ValueKind computeValue(Class<?> type) {
			return classify(type);
		}
	};

	/**
	 * Whether the application may have its own way to write such values.
	 */
	boolean mayBeWritten() {
		return switch (this) {
			case TEXT, NUMBER, ENUM, ARRAY, COLLECTION, ITERABLE, MAP -> true;
			default -> false;
		};
	}

	boolean hasElements() {
		return this == ARRAY || this == COLLECTION || this == ITERABLE || this == MAP;
	}

	static ValueKind of(Class<?> type) {
		return KINDS.get(type);
	}

	private static ValueKind classify(Class<?> type) {
		ValueKind simple = simpleKind(type);
		if (simple != null) {
			return simple;
		}
		if (UntouchableTypes.isUntouchableByName(type)) {
			return UNTOUCHED;
		}
		if (Map.class.isAssignableFrom(type)) {
			return MAP;
		}
		if (Collection.class.isAssignableFrom(type)) {
			return COLLECTION;
		}
		if (Map.Entry.class.isAssignableFrom(type)) {
			return ENTRY;
		}
		if (SafeIterables.isPage(type)) {
			return BEAN;
		}
		if (SafeIterables.isSafe(type)) {
			return ITERABLE;
		}
		boolean untouched = Proxy.isProxyClass(type) || UntouchableTypes.isUntouchable(type);
		return untouched ? UNTOUCHED : BEAN;
	}

	private static @Nullable ValueKind simpleKind(Class<?> type) {
		if (isAnyOf(TEXTS, type) || type.getName().startsWith("java.time.")) {
			return TEXT;
		}
		if (Number.class.isAssignableFrom(type)) {
			return NUMBER;
		}
		if (type == Boolean.class || type == AtomicBoolean.class) {
			return BOOLEAN;
		}
		if (Enum.class.isAssignableFrom(type)) {
			return ENUM;
		}
		if (type == byte[].class || type == Byte[].class || ByteBuffer.class.isAssignableFrom(type)
				|| type == InlineMedia.class) {
			return BYTES;
		}
		if (type.isArray()) {
			return ARRAY;
		}
		if (isAnyOf(WRAPPERS, type) || HttpValues.areOf(type) || KotlinValues.areOf(type)) {
			return WRAPPER;
		}
		if (Throwable.class.isAssignableFrom(type)) {
			return THROWABLE;
		}
		if (JsonNode.class.isAssignableFrom(type)) {
			return JSON_NODE;
		}
		return UntouchableTypes.isNamed(type, "com.fasterxml.jackson.databind.JsonNode") ? JACKSON_2_NODE : null;
	}

	private static boolean isAnyOf(List<Class<?>> candidates, Class<?> type) {
		for (Class<?> candidate : candidates) {
			if (candidate.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

}
