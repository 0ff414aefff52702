package dev.gai.braintrust.autoconfigure.properties;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * What a setting of some type has to look like.
 *
 * @param problem what a value that does not is not, as the end of a sentence
 * @param action what to write instead
 */
record ExpectedValue(String problem, String action) {

	/**
	 * Finds what is expected.
	 * @param type the type of the setting
	 * @return what is expected, {@code null} of a setting that has no value of its own
	 */
	static @Nullable ExpectedValue of(Class<?> type) {
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (boxed == Duration.class) {
			return new ExpectedValue("is not a duration", "Write a duration, for example 5s, 500ms or 24h.");
		}
		if (boxed == DataSize.class) {
			return new ExpectedValue("is not a size", "Write a size, for example 256KB or 8MB.");
		}
		if (boxed == Boolean.class) {
			return new ExpectedValue("is neither true nor false", "Write true or false.");
		}
		if (boxed == Double.class || boxed == BigDecimal.class) {
			return new ExpectedValue("is not a number", "Write a number with a point, for example 0.5.");
		}
		if (Number.class.isAssignableFrom(boxed)) {
			return new ExpectedValue("is not a whole number, or too large", "Write a whole number, for example 100.");
		}
		return boxed.isEnum() ? oneOf(boxed.getEnumConstants()) : null;
	}

	private static ExpectedValue oneOf(Object[] constants) {
		return new ExpectedValue("is not one of the allowed values",
				Arrays.stream(constants)
					.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.collect(Collectors.joining(" or ", "Write ", ".")));
	}

}
