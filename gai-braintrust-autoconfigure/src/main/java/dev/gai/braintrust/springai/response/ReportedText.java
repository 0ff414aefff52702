package dev.gai.braintrust.springai.response;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A name or an id. Spring AI fills in for one that the provider did not report.
 */
@Internal
public final class ReportedText {

	private ReportedText() {
	}

	/**
	 * Drops what stands for nothing.
	 * @param text what Spring AI says
	 * @return the text, {@code null} if the provider did not report any
	 */
	public static @Nullable String orNull(@Nullable String text) {
		return (text == null || text.isBlank() || "none".equalsIgnoreCase(text)) ? null : text;
	}

}
