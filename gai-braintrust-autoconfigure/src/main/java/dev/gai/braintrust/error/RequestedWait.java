package dev.gai.braintrust.error;

import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.guard.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait, wherever it says so: in {@code Retry-After}, in the
 * headers of OpenAI and Azure with milliseconds, in those of Groq and OpenAI for a limit
 * that is used up, in Google's {@code retryDelay}, or only in words.
 */
final class RequestedWait {

	/** Longer ones are mistakes; the arithmetic of callers shall not overflow. */
	private static final Duration LONGEST = Duration.ofDays(366);

	private static final Pattern IN_WORDS = Pattern.compile("(?:try again|retry) in ((?:\\d[\\d.]*(?:ms|[dhms]))+)");

	private final Clock clock;

	RequestedWait(Clock clock) {
		this.clock = clock;
	}

	@Nullable Duration of(HttpFailure failure, ErrorBody body) {
		Duration wait = RetryAfter.milliseconds(failure.header("retry-after-ms"), LONGEST);
		wait = (wait != null) ? wait : RetryAfter.milliseconds(failure.header("x-ms-retry-after-ms"), LONGEST);
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

	private @Nullable Duration inWords(String message) {
		Matcher matcher = IN_WORDS.matcher(message);
		return matcher.find() ? parse(matcher.group(1)) : null;
	}

	/**
	 * Reads one of these values.
	 * @param value the value
	 * @return the wait, nothing to wait for where a date has passed
	 */
	@Nullable Duration parse(@Nullable String value) {
		Duration wait = RetryAfter.parse(value, this.clock, LONGEST);
		return (wait != null && wait.isNegative()) ? Duration.ZERO : wait;
	}

}
