package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The time that a budget is for, cut into numbered slots. A window that rolls moves on
 * every sixtieth of its length; the day and the month of the calendar are one slot each.
 * Immutable.
 */
abstract class BudgetWindow {

	private static final int ROLLING_SLOTS = 60;

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofDays(366);

	private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6})(s|m|h|d)");

	private final String text;

	private final int slots;

	private final Duration length;

	private BudgetWindow(String text, int slots, Duration length) {
		this.text = text;
		this.slots = slots;
		this.length = length;
	}

	static BudgetWindow of(String text, ZoneId zone) {
		String plain = text.strip().toLowerCase(Locale.ROOT);
		return switch (plain) {
			case "day" -> new Day(zone);
			case "month" -> new Month(zone);
			default -> new Rolling(plain, duration(plain));
		};
	}

	private static Duration duration(String text) {
		Matcher amount = AMOUNT.matcher(text);
		if (!amount.matches()) {
			throw new IllegalArgumentException("a window is day, month or a duration such as 1h, not " + text);
		}
		long number = Long.parseLong(amount.group(1));
		Duration duration = switch (amount.group(2)) {
			case "s" -> Duration.ofSeconds(number);
			case "m" -> Duration.ofMinutes(number);
			case "h" -> Duration.ofHours(number);
			default -> Duration.ofDays(number);
		};
		if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("a window is not between a minute and 366 days: " + text);
		}
		return duration;
	}

	/** The number of the slot that a moment is in; it never falls. */
	abstract long slot(Instant at);

	/** When what has been spent is forgotten; not known of a window that rolls. */
	abstract @Nullable Instant endsAfter(Instant at);

	/** How many slots the window is long. */
	int slots() {
		return this.slots;
	}

	/** At least the time after which nothing of the window is left. */
	Duration length() {
		return this.length;
	}

	@Override
	public String toString() {
		return this.text;
	}

	private static final class Rolling extends BudgetWindow {

		private final long slotMillis;

		Rolling(String text, Duration length) {
			super(text, ROLLING_SLOTS, length);
			this.slotMillis = length.toMillis() / ROLLING_SLOTS;
		}

		@Override
		long slot(Instant at) {
			return Math.floorDiv(at.toEpochMilli(), this.slotMillis);
		}

		@Override
		@Nullable Instant endsAfter(Instant at) {
			return null;
		}

	}

	private static final class Day extends BudgetWindow {

		private final ZoneId zone;

		Day(ZoneId zone) {
			super("day (" + zone + ")", 1, Duration.ofHours(25));
			this.zone = zone;
		}

		@Override
		long slot(Instant at) {
			return LocalDate.ofInstant(at, this.zone).toEpochDay();
		}

		@Override
		Instant endsAfter(Instant at) {
			return LocalDate.ofInstant(at, this.zone).plusDays(1).atStartOfDay(this.zone).toInstant();
		}

	}

	private static final class Month extends BudgetWindow {

		private final ZoneId zone;

		Month(ZoneId zone) {
			super("month (" + zone + ")", 1, Duration.ofDays(32));
			this.zone = zone;
		}

		@Override
		long slot(Instant at) {
			LocalDate date = LocalDate.ofInstant(at, this.zone);
			return date.getYear() * 12L + date.getMonthValue();
		}

		@Override
		Instant endsAfter(Instant at) {
			return YearMonth.from(LocalDate.ofInstant(at, this.zone))
				.plusMonths(1)
				.atDay(1)
				.atStartOfDay(this.zone)
				.toInstant();
		}

	}

}
