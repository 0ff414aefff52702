package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Recognises the exchange that an error came from: by a header that was put on the
 * received answer, which the exceptions of the clients carry, or by the I/O error itself.
 */
final class FailureMarks {

	/** On received answers only, never on a request. */
	static final String HEADER = "x-gai-attempt";

	private static final int MAX_CAUSES = 20;

	private FailureMarks() {
	}

	/**
	 * What an error may be known by.
	 * @param error the error
	 * @return keys, those of the outermost cause first
	 */
	static List<Object> of(Throwable error) {
		List<Object> marks = new ArrayList<>();
		Throwable cause = error;
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			Object mark = mark(cause);
			if (mark != null) {
				marks.add(mark);
			}
			cause = cause.getCause();
		}
		return marks;
	}

	private static @Nullable Object mark(Throwable cause) {
		if (cause instanceof IOException) {
			return new Identity(cause);
		}
		String type = cause.getClass().getName();
		if (type.startsWith("com.openai.errors.")) {
			return OpenAi.mark(cause);
		}
		return type.startsWith("com.anthropic.errors.") ? Anthropic.mark(cause) : null;
	}

	/**
	 * An object that is equal to itself only.
	 *
	 * @param object the object
	 */
	record Identity(Object object) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Identity identity && identity.object == this.object;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.object);
		}

	}

	/** Loaded where OpenAI's client is. */
	private static final class OpenAi {

		static @Nullable Object mark(Throwable cause) {
			return (cause instanceof com.openai.errors.OpenAIServiceException answered)
					? answered.headers().values(HEADER).stream().findFirst().orElse(null) : null;
		}

	}

	/** Loaded where Anthropic's client is. */
	private static final class Anthropic {

		static @Nullable Object mark(Throwable cause) {
			return (cause instanceof com.anthropic.errors.AnthropicServiceException answered)
					? answered.headers().values(HEADER).stream().findFirst().orElse(null) : null;
		}

	}

}
