package dev.gai.braintrust.springai.response;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A name or an id. Spring AI fills in for one that the provider did not report.
 */
@Internal
public final class ReportedText {

	private static final int SHORTEST_MODEL = 3;

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

	/**
	 * The name of a model. Spring AI joins what the chunks of a stream say, also that,
	 * where Ollama wants a tool called.
	 * @param text what was reported
	 * @return the name once, {@code null} if there is none
	 */
	static @Nullable String model(@Nullable String text) {
		String model = orNull(text);
		for (int length = SHORTEST_MODEL; model != null && length <= model.length() / 2; length++) {
			if (model.length() % length == 0 && model.regionMatches(0, model, length, model.length() - length)) {
				return model.substring(0, length);
			}
		}
		return model;
	}

}
