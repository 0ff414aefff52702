package dev.gai.braintrust.cost.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes a date such as {@code -20240718} within a model's name as the data does. */
final class CompactDate {

	private static final Pattern DATE = Pattern.compile("-(20\\d{2})(\\d{2})(\\d{2})(?=-|:|$)");

	private CompactDate() {
	}

	static String hyphenate(String model) {
		return DATE.matcher(model).replaceAll(CompactDate::hyphenated);
	}

	private static String hyphenated(MatchResult date) {
		try {
			return "-" + LocalDate.of(Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)),
					Integer.parseInt(date.group(3)));
		}
		catch (DateTimeException ex) {
			return date.group();
		}
	}

}
