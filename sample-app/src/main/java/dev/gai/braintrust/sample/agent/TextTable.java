package dev.gai.braintrust.sample.agent;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the agent falls back to when no chart can be drawn.
 */
final class TextTable {

	private TextTable() {
	}

	static String of(List<Growth> rows) {
		return rows.stream()
			.map((row) -> String.format(Locale.ROOT, "%-8s %+6.1f %%", row.sector(), row.percent()))
			.collect(Collectors.joining("\n"));
	}

}
