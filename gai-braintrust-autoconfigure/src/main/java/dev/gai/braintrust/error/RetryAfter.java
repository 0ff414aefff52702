package dev.gai.braintrust.error;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait: {@code Retry-After} of RFC 9110 in seconds or as a
 * date, the milliseconds of OpenAI and Azure, Groq's durations such as {@code 2m59.56s},
 * Google's {@code retryDelay}, and what is only said in words.
 */
final class RetryAfter {

	/** Longer ones are mistakes; the arithmetic of callers shall not overflow. */
	private static final Duration LONGEST = Duration.ofDays(366);

	private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:\\.\\d{1,12})?");

	private static final Pattern PARTS = Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?"
			+ "(?:(\\d{1,9}(?:\\.\\d{1,12})?)s)?(?:(\\d{1,12}(?:\\.\\d{1,12})?)ms)?");

	private static final Pattern IN_WORDS = Pattern.compile("(?:try again|retry) in ((?:\\d[\\d.]*(?:ms|[dhms]))+)");

	private final Clock clock;

	RetryAfter(Clock clock) {
		this.clock = clock;
	}

	@Nullable Duration of(HttpFailure failure, ErrorBody body) {
		Duration wait = milliseconds(failure.header("retry-after-ms"));
		wait = (wait != null) ? wait : milliseconds(failure.header("x-ms-retry-after-ms"));
		wait = (wait != null) ? wait : parse(failure.header("retry-after"));
		wait = (wait != null) ? wait : parse(body.retryDelay());
		wait = (wait != null) ? wait : inWords(body.message());
		wait = (wait != null) ? wait : reset(failure, "requests");
		return (wait != null) ? wait : reset(failure, "tokens");
	}

	/**
	 * When a limit that is used up is reset, as OpenAI and Groq say it.
	 */
	private @Nullable Duration reset(HttpFailure failure, String limit) {
		String remaining = failure.header("x-ratelimit-remaining-" + limit);
		return (remaining != null && remaining.strip().matches("-?0+|-\\d+"))
				? parse(failure.header("x-ratelimit-reset-" + limit)) : null;
	}

	private static @Nullable Duration milliseconds(@Nullable String text) {
		return (text != null && NUMBER.matcher(text.strip()).matches())
				? limited(Double.parseDouble(text.strip()) / 1000) : null;
	}

	private @Nullable Duration inWords(String message) {
		Matcher matcher = IN_WORDS.matcher(message);
		return matcher.find() ? parse(matcher.group(1)) : null;
	}

	@Nullable Duration parse(@Nullable String value) {
		String text = (value != null) ? value.strip() : "";
		if (text.isEmpty()) {
			return null;
		}
		if (NUMBER.matcher(text).matches()) {
			return limited(Double.parseDouble(text));
		}
		Matcher parts = PARTS.matcher(text);
		if (parts.matches()) {
			return limited(part(parts, 1) * 86_400 + part(parts, 2) * 3_600 + part(parts, 3) * 60 + part(parts, 4)
					+ part(parts, 5) / 1000);
		}
		Instant date = date(text);
		return (date != null) ? limited(Duration.between(this.clock.instant(), date).toMillis() / 1000.0) : null;
	}

	private static double part(Matcher parts, int group) {
		String number = parts.group(group);
		return (number != null) ? Double.parseDouble(number) : 0;
	}

	private static @Nullable Instant date(String text) {
		try {
			return Character.isDigit(text.charAt(0)) ? Instant.parse(text)
					: ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static Duration limited(double seconds) {
		return Duration.ofMillis(Math.round(Math.min(Math.max(seconds, 0), LONGEST.toSeconds()) * 1000));
	}

}
