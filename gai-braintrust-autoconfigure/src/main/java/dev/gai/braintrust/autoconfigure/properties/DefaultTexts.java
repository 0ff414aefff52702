package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Reads our own defaults in the form that we write them in. Boot's conversion, which can
 * read all that a user may write, takes a hundred times as long in a new process.
 */
final class DefaultTexts {

	private DefaultTexts() {
	}

	/**
	 * The value of a default.
	 * @param text how it is written
	 * @param type its type
	 * @return the value, {@code null} if Boot has to read it
	 */
	static @Nullable Object value(String text, Class<?> type) {
		if (type == String.class) {
			return text;
		}
		if (type == boolean.class) {
			return text.equals("true");
		}
		if (type == int.class) {
			return Integer.valueOf(text);
		}
		if (type == Duration.class) {
			return duration(text);
		}
		if (type == DataSize.class) {
			return DataSize.of(Long.parseLong(text, 0, text.length() - 2, 10),
					DataUnit.fromSuffix(text.substring(text.length() - 2)));
		}
		return type.isEnum() ? constant(text.toUpperCase(Locale.ROOT), type) : null;
	}

	private static @Nullable Duration duration(String text) {
		int last = text.length() - 1;
		ChronoUnit unit = switch (text.charAt(last)) {
			case 's' -> ChronoUnit.SECONDS;
			case 'h' -> ChronoUnit.HOURS;
			case 'd' -> ChronoUnit.DAYS;
			default -> null;
		};
		return (unit != null) ? Duration.of(Long.parseLong(text, 0, last, 10), unit) : null;
	}

	private static @Nullable Object constant(String name, Class<?> type) {
		for (Object constant : type.getEnumConstants()) {
			if (((Enum<?>) constant).name().equals(name)) {
				return constant;
			}
		}
		return null;
	}

}
