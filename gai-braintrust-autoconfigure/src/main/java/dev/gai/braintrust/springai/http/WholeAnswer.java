package dev.gai.braintrust.springai.http;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.usage.BesideText;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a whole answer where it says more than Spring AI passes on. Few do; the others
 * are not parsed a second time.
 */
final class WholeAnswer {

	/** What is longer is likely to be made of bytes. */
	private static final int MAX_LENGTH = 512 * 1024;

	/** What is longer has said something. */
	private static final int MOST_OF_NOTHING = 4 * 1024;

	private static final Pattern NO_CHOICE = Pattern.compile("\"choices\"\\s*+:\\s*+(?:\\[\\s*+]|null)");

	private WholeAnswer() {
	}

	/**
	 * Finds out whether an answer says more.
	 * @param json the answer
	 * @return reads it, {@code null} if it says nothing more
	 */
	static @Nullable Supplier<@Nullable LlmResponse> of(String json) {
		return (json.length() <= MAX_LENGTH && BesideText.hasDetails(json))
				? () -> ResponseReaders.readText(List.of(json)) : null;
	}

	/**
	 * What an answer without a choice has used. Spring AI makes an empty one of it.
	 * @param json the answer
	 * @return the usage, {@code null} if the answer has a choice or does not say
	 */
	static @Nullable Usage usedForNothing(String json) {
		if (json.length() > MOST_OF_NOTHING || !NO_CHOICE.matcher(json).find()) {
			return null;
		}
		LlmResponse read = ResponseReaders.readText(List.of(json));
		return (read != null && read.choices().isEmpty()) ? read.usage() : null;
	}

	/**
	 * Keeps an answer for when Spring AI fails to read it.
	 * @param json the answer
	 * @return reads it, {@code null} if it is too long to be kept
	 */
	static @Nullable Supplier<@Nullable LlmResponse> arrived(String json) {
		return (json.length() <= MAX_LENGTH) ? () -> ResponseReaders.readText(List.of(json)) : null;
	}

}
