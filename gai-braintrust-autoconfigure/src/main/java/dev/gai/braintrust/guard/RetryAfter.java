package dev.gai.braintrust.guard;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How long somebody asks to wait: {@code Retry-After} of RFC 9110 section 10.2.3 in
 * seconds or as a date, and the durations that some providers write instead, such as
 * {@code 1.5}, {@code 120ms} or {@code 2m59.56s}. What is worth waiting for at all is for
 * the caller to say.
 *
 * @since 0.1.0
 */
public final class RetryAfter {

	/** Nothing to read is longer: the work is bounded, whatever a server sends. */
	private static final int MAX_LENGTH = 64;

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,50}(?:\\.[0-9]{1,12})?");

	private static final Pattern PARTS = Pattern.compile("(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m(?!s))?"
			+ "(?:([0-9]{1,9}(?:\\.[0-9]{1,12})?)s)?(?:([0-9]{1,12}(?:\\.[0-9]{1,12})?)ms)?");

	private RetryAfter() {
	}

	/**
	 * Reads a wait.
	 * @param value a number of seconds, a duration or a date
	 * @param clock tells how far away a date is
	 * @param longest the longest wait that is of use; what is longer counts as this
	 * @return the wait, negative for a date that has passed; {@code null} if the value is
	 * none of them
	 */
	public static @Nullable Duration parse(@Nullable String value, Clock clock, Duration longest) {
		String text = (value != null && value.length() <= MAX_LENGTH) ? value.strip() : "";
		if (text.isEmpty()) {
			return null;
		}
		Double seconds = seconds(text);
		Duration wait = (seconds != null) ? limited(seconds, longest) : until(text, clock);
		return (wait != null && wait.compareTo(longest) > 0) ? longest : wait;
	}

	/**
	 * Reads a number of milliseconds.
	 * @param value the number
	 * @param longest the longest wait that is of use; what is longer counts as this
	 * @return the wait, {@code null} if the value is no number
	 */
	public static @Nullable Duration milliseconds(@Nullable String value, Duration longest) {
		String text = (value != null && value.length() <= MAX_LENGTH) ? value.strip() : "";
		return NUMBER.matcher(text).matches() ? limited(Double.parseDouble(text) / 1000, longest) : null;
	}

	private static @Nullable Double seconds(String text) {
		if (NUMBER.matcher(text).matches()) {
			return Double.parseDouble(text);
		}
		Matcher parts = PARTS.matcher(text);
		return parts.matches() ? part(parts, 1) * 86_400 + part(parts, 2) * 3_600 + part(parts, 3) * 60 + part(parts, 4)
				+ part(parts, 5) / 1000 : null;
	}

	private static double part(Matcher parts, int group) {
		String number = parts.group(group);
		return (number != null) ? Double.parseDouble(number) : 0;
	}

	private static Duration limited(double seconds, Duration longest) {
		return (seconds < longest.toSeconds()) ? Duration.ofMillis(Math.round(seconds * 1000)) : longest;
	}

	private static @Nullable Duration until(String text, Clock clock) {
		try {
			Instant date = Character.isDigit(text.charAt(0)) ? Instant.parse(text)
					: DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
			return Duration.between(clock.instant(), date);
		}
		catch (DateTimeException | ArithmeticException ex) {
			return null;
		}
	}

}
