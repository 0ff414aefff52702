package dev.gai.braintrust.usage;

import java.time.Duration;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Tokens, and other units, that a provider reports for one request. A figure that the
 * provider did not report is {@code null}, never zero.
 * <p>
 * The whole contains its parts, as the
 * <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">OpenTelemetry GenAI
 * conventions</a> and Braintrust count: {@code input} includes cached input, cache writes
 * and audio input; {@code output} includes reasoning and audio output. Instances are
 * immutable.
 *
 * @param input tokens of the request, cached ones included
 * @param output tokens of the response, reasoning included
 * @param cachedInput input tokens that were read from a cache
 * @param cacheWriteInput input tokens that were written to a cache, whatever their time
 * to live
 * @param cacheWrite5m input tokens written to a cache for five minutes
 * @param cacheWrite1h input tokens written to a cache for one hour
 * @param reasoningOutput output tokens spent on reasoning
 * @param audioInput input tokens of audio
 * @param cachedAudioInput input tokens of audio that were read from a cache
 * @param audioOutput output tokens of audio
 * @param webSearches number of web searches the provider made
 * @param imageInput input tokens of images, where the provider counts them apart
 * @param imageOutput output tokens of images
 * @param audioDuration length of the audio that was read, where it is billed by time
 * @param fileSearches number of searches in files that the provider made
 * @since 0.1.0
 */
@PublicApi
public record Usage(@Nullable Long input, @Nullable Long output, @Nullable Long cachedInput,
		@Nullable Long cacheWriteInput, @Nullable Long cacheWrite5m, @Nullable Long cacheWrite1h,
		@Nullable Long reasoningOutput, @Nullable Long audioInput, @Nullable Long cachedAudioInput,
		@Nullable Long audioOutput, @Nullable Long webSearches, @Nullable Long imageInput, @Nullable Long imageOutput,
		@Nullable Duration audioDuration, @Nullable Long fileSearches) {

	/**
	 * Input and output together.
	 * @return the sum, or {@code null} unless both are known
	 */
	public @Nullable Long total() {
		return (this.input != null && this.output != null) ? Long.valueOf(this.input + this.output) : null;
	}

	/**
	 * Whether a figure is impossible.
	 * @return the name and value of the first negative figure, or {@code null}
	 */
	public @Nullable String firstNegative() {
		boolean none = isPossible(this.input) && isPossible(this.output) && isPossible(this.cachedInput)
				&& isPossible(this.cacheWriteInput) && isPossible(this.cacheWrite5m) && isPossible(this.cacheWrite1h)
				&& isPossible(this.reasoningOutput) && isPossible(this.audioInput) && isPossible(this.cachedAudioInput)
				&& isPossible(this.audioOutput) && isPossible(this.webSearches) && isPossible(this.imageInput)
				&& isPossible(this.imageOutput) && (this.audioDuration == null || this.audioDuration.toMillis() >= 0)
				&& isPossible(this.fileSearches);
		return none ? null : nameOfNegative();
	}

	private static boolean isPossible(@Nullable Long figure) {
		return figure == null || figure >= 0;
	}

	private @Nullable String nameOfNegative() {
		Long millis = (this.audioDuration != null) ? Long.valueOf(this.audioDuration.toMillis()) : null;
		Long[] values = { this.input, this.output, this.cachedInput, this.cacheWriteInput, this.cacheWrite5m,
				this.cacheWrite1h, this.reasoningOutput, this.audioInput, this.cachedAudioInput, this.audioOutput,
				this.webSearches, this.imageInput, this.imageOutput, millis, this.fileSearches };
		for (int i = 0; i < values.length; i++) {
			if (!isPossible(values[i])) {
				return getClass().getRecordComponents()[i].getName() + "=" + values[i];
			}
		}
		return null;
	}

	/**
	 * Starts an empty usage.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects the figures of a {@link Usage}. Each setter takes {@code null} for a
	 * figure that the provider did not report. Values are taken as they are: whether a
	 * usage makes sense is judged where it is used. Not thread-safe.
	 */
	public static final class Builder {

		private @Nullable Long input;

		private @Nullable Long output;

		private @Nullable Long cachedInput;

		private @Nullable Long cacheWriteInput;

		private @Nullable Long cacheWrite5m;

		private @Nullable Long cacheWrite1h;

		private @Nullable Long reasoningOutput;

		private @Nullable Long audioInput;

		private @Nullable Long cachedAudioInput;

		private @Nullable Long audioOutput;

		private @Nullable Long webSearches;

		private @Nullable Long imageInput;

		private @Nullable Long imageOutput;

		private @Nullable Duration audioDuration;

		private @Nullable Long fileSearches;

		private Builder() {
		}

		/**
		 * Sets the tokens of the request, cached ones included.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder input(@Nullable Long tokens) {
			this.input = tokens;
			return this;
		}

		/**
		 * Sets the tokens of the response, reasoning included.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder output(@Nullable Long tokens) {
			this.output = tokens;
			return this;
		}

		/**
		 * Sets the input tokens that were read from a cache.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder cachedInput(@Nullable Long tokens) {
			this.cachedInput = tokens;
			return this;
		}

		/**
		 * Sets the input tokens that were written to a cache.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder cacheWriteInput(@Nullable Long tokens) {
			this.cacheWriteInput = tokens;
			return this;
		}

		/**
		 * Sets the input tokens written to a cache for five minutes.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder cacheWrite5m(@Nullable Long tokens) {
			this.cacheWrite5m = tokens;
			return this;
		}

		/**
		 * Sets the input tokens written to a cache for one hour.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder cacheWrite1h(@Nullable Long tokens) {
			this.cacheWrite1h = tokens;
			return this;
		}

		/**
		 * Sets the output tokens spent on reasoning.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder reasoningOutput(@Nullable Long tokens) {
			this.reasoningOutput = tokens;
			return this;
		}

		/**
		 * Sets the input tokens of audio.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder audioInput(@Nullable Long tokens) {
			this.audioInput = tokens;
			return this;
		}

		/**
		 * Sets the input tokens of audio that were read from a cache.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder cachedAudioInput(@Nullable Long tokens) {
			this.cachedAudioInput = tokens;
			return this;
		}

		/**
		 * Sets the output tokens of audio.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder audioOutput(@Nullable Long tokens) {
			this.audioOutput = tokens;
			return this;
		}

		/**
		 * Sets the number of web searches the provider made.
		 * @param searches the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder webSearches(@Nullable Long searches) {
			this.webSearches = searches;
			return this;
		}

		/**
		 * Sets the input tokens of images.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder imageInput(@Nullable Long tokens) {
			this.imageInput = tokens;
			return this;
		}

		/**
		 * Sets the output tokens of images.
		 * @param tokens the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder imageOutput(@Nullable Long tokens) {
			this.imageOutput = tokens;
			return this;
		}

		/**
		 * Sets the length of the audio that was read.
		 * @param length the length, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder audioDuration(@Nullable Duration length) {
			this.audioDuration = length;
			return this;
		}

		/**
		 * Sets the number of searches in files.
		 * @param searches the number, or {@code null} if not reported
		 * @return this builder
		 */
		public Builder fileSearches(@Nullable Long searches) {
			this.fileSearches = searches;
			return this;
		}

		/**
		 * Creates the usage.
		 * @return the usage
		 */
		public Usage build() {
			return new Usage(this.input, this.output, this.cachedInput, this.cacheWriteInput, this.cacheWrite5m,
					this.cacheWrite1h, this.reasoningOutput, this.audioInput, this.cachedAudioInput, this.audioOutput,
					this.webSearches, this.imageInput, this.imageOutput, this.audioDuration, this.fileSearches);
		}

	}

}
