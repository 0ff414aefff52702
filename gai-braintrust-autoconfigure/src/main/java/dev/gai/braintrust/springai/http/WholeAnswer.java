package dev.gai.braintrust.springai.http;

import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.usage.BesideText;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a whole answer where it says more than Spring AI passes on. Few do; the others
 * are not parsed a second time.
 */
final class WholeAnswer {

	/** What is longer is likely to be made of bytes. */
	private static final int MAX_LENGTH = 512 * 1024;

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
	 * Keeps an answer for when Spring AI fails to read it.
	 * @param json the answer
	 * @return reads it, {@code null} if it is too long to be kept
	 */
	static @Nullable Supplier<@Nullable LlmResponse> arrived(String json) {
		return (json.length() <= MAX_LENGTH) ? () -> ResponseReaders.readText(List.of(json)) : null;
	}

}
