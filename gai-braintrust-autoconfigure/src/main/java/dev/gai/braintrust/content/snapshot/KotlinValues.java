package dev.gai.braintrust.content.snapshot;

import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;
import kotlin.Result;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Values of Kotlin's library whose classes say nothing of them to Java: numbers without a
 * sign, times and {@code Result}. Known by name, so that Kotlin may be absent.
 *
 * @since 0.1.0
 */
@Internal
public final class KotlinValues {

	private static final Set<String> NUMBERS = Set.of("kotlin.UByte", "kotlin.UShort", "kotlin.UInt", "kotlin.ULong");

	private static final Set<String> TEXTS = Set.of("kotlin.time.Duration", "kotlin.time.Instant", "kotlin.uuid.Uuid");

	private static final String RESULT = "kotlin.Result";

	private static final String FAILURE = "kotlin.Result$Failure";

	private KotlinValues() {
	}

	/**
	 * Whether values of a type are of Kotlin's library.
	 * @param type the type
	 * @return whether they are, and Java would not know what they mean
	 */
	public static boolean areOf(Class<?> type) {
		String name = type.getName();
		return name.startsWith("kotlin.")
				&& (NUMBERS.contains(name) || TEXTS.contains(name) || name.equals(RESULT) || name.equals(FAILURE));
	}

	/**
	 * What is in a {@code Result} of Kotlin.
	 * @param value a value
	 * @return what a {@code Result} succeeded with, or the value itself if it is none
	 */
	public static @Nullable Object opened(@Nullable Object value) {
		return (value != null && value.getClass().getName().equals(RESULT)) ? Results.opened(value) : value;
	}

	/**
	 * What a {@code Result} of Kotlin failed with.
	 * @param value a value
	 * @return the error, {@code null} if the value is no {@code Result} that failed
	 */
	public static @Nullable Throwable failureIn(@Nullable Object value) {
		Object opened = opened(value);
		return (opened != null && opened.getClass().getName().equals(FAILURE)) ? Results.failure(opened) : null;
	}

	static @Nullable Object plain(Object value) {
		String name = value.getClass().getName();
		if (NUMBERS.contains(name)) {
			BigInteger number = new BigInteger(value.toString());
			return (number.bitLength() < Long.SIZE) ? (Object) number.longValue() : number;
		}
		if (TEXTS.contains(name)) {
			return value.toString();
		}
		Throwable failure = failureIn(value);
		return (failure != null) ? Map.of("failure", failure) : opened(value);
	}

	/** Loading this class needs Kotlin. */
	private static final class Results {

		/** Its name is none in Java. */
		private static final @Nullable Method UNBOX = ClassUtils.getMethodIfAvailable(Result.class, "unbox-impl");

		static @Nullable Object opened(Object result) {
			return (UNBOX != null) ? ReflectionUtils.invokeMethod(UNBOX, result) : result;
		}

		static Throwable failure(Object failure) {
			return ((Result.Failure) failure).exception;
		}

	}

}
