package dev.gai.braintrust.response.usage;

import java.time.Duration;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Adds usages up.
 */
@Internal
public final class UsageSum {

	private UsageSum() {
	}

	/**
	 * Adds up.
	 * @param one usage, {@code null} if unknown
	 * @param other usage, {@code null} if unknown
	 * @return the sum, {@code null} if both are unknown
	 */
	public static @Nullable Usage of(@Nullable Usage one, @Nullable Usage other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return Usage.builder()
			.input(sum(one.input(), other.input()))
			.output(sum(one.output(), other.output()))
			.cachedInput(sum(one.cachedInput(), other.cachedInput()))
			.cacheWriteInput(sum(one.cacheWriteInput(), other.cacheWriteInput()))
			.cacheWrite5m(sum(one.cacheWrite5m(), other.cacheWrite5m()))
			.cacheWrite1h(sum(one.cacheWrite1h(), other.cacheWrite1h()))
			.reasoningOutput(sum(one.reasoningOutput(), other.reasoningOutput()))
			.audioInput(sum(one.audioInput(), other.audioInput()))
			.cachedAudioInput(sum(one.cachedAudioInput(), other.cachedAudioInput()))
			.audioOutput(sum(one.audioOutput(), other.audioOutput()))
			.webSearches(sum(one.webSearches(), other.webSearches()))
			.imageInput(sum(one.imageInput(), other.imageInput()))
			.imageOutput(sum(one.imageOutput(), other.imageOutput()))
			.audioDuration(sum(one.audioDuration(), other.audioDuration()))
			.fileSearches(sum(one.fileSearches(), other.fileSearches()))
			.build();
	}

	private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one + other;
	}

	private static @Nullable Duration sum(@Nullable Duration one, @Nullable Duration other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.plus(other);
	}

}
