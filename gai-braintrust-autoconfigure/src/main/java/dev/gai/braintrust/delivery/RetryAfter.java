package dev.gai.braintrust.delivery;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code Retry-After} header: seconds or a date, as RFC 9110 section 10.2.3 says.
 *
 * @since 0.1.0
 */
public final class RetryAfter {

	private static final Duration CAP = Duration.ofMinutes(5);

	private RetryAfter() {
	}

	/**
	 * Reads a value.
	 * @param value value of the header
	 * @param clock tells how far away a date is
	 * @return the wait, five minutes at most, {@code null} if the value says none
	 */
	public static @Nullable Duration parse(String value, Clock clock) {
		Duration asked = asked(value.strip(), clock);
		if (asked == null || asked.isNegative()) {
			return null;
		}
		return (asked.compareTo(CAP) > 0) ? CAP : asked;
	}

	private static @Nullable Duration asked(String value, Clock clock) {
		if (value.matches("\\d{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		if (value.matches("\\d{10,50}")) {
			return CAP;
		}
		try {
			Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
			return Duration.between(clock.instant(), date);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
