package dev.gai.braintrust.springai;

import org.jspecify.annotations.Nullable;

/**
 * A name or an id. Spring AI fills in for one that the provider did not report.
 */
final class ReportedText {

	private ReportedText() {
	}

	static @Nullable String orNull(@Nullable String text) {
		return (text == null || text.isBlank() || "none".equalsIgnoreCase(text)) ? null : text;
	}

}
