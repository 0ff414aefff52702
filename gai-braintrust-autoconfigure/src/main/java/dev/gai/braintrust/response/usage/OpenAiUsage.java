package dev.gai.braintrust.response.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How OpenAI's APIs count, and those that imitate them: what was cached is within the
 * input, what was thought within the output. Some servers leave the thoughts out of the
 * output, or audio out of the input, and have them in the total only. Impossible figures
 * count as not reported.
 */
@Internal
public final class OpenAiUsage {

	private static final Usage NOTHING = Usage.builder().build();

	private static final long MAX_SECONDS = 1_000_000_000;

	private static final String[] OF_INPUT = { "prompt_tokens_details", "input_tokens_details", "input_token_details",
			"prompt_token_details" };

	private static final String[] OF_OUTPUT = { "completion_tokens_details", "output_tokens_details",
			"output_token_details" };

	private static final String[] INPUT = { "prompt_tokens", "input_tokens" };

	private static final String[] OUTPUT = { "completion_tokens", "output_tokens" };

	private static final String[] CACHED = { "cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens" };

	private static final String[] WRITTEN_OF_INPUT = { "cache_write_tokens", "cache_creation_tokens",
			"cache_creation_input_tokens" };

	private static final String[] WRITTEN = { "cache_creation_input_tokens", "cache_write_input_tokens" };

	/** What few report, so that it is asked for once and not field by field. */
	private static final Set<String> RARE = Stream
		.of(CACHED, WRITTEN, new String[] { "reasoning_tokens", "prompt_audio_seconds", "server_tool_use" },
				new String[] { "num_search_queries", "server_side_tool_usage_details", "type" })
		.flatMap(Stream::of)
		.collect(Collectors.toUnmodifiableSet());

	private final JsonValue usage;

	/** The same, or nothing where it has nothing that is rare. */
	private final JsonValue rare;

	private final JsonValue ofInput;

	private final JsonValue ofOutput;

	private OpenAiUsage(JsonValue usage) {
		this.usage = usage;
		this.rare = usage.hasAny(RARE) ? usage : JsonValue.ABSENT;
		this.ofInput = usage.firstObject(OF_INPUT);
		this.ofOutput = usage.firstObject(OF_OUTPUT);
	}

	/**
	 * Reads a {@code usage} object.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage read(JsonValue usage) {
		return read(usage, 0, 0);
	}

	/**
	 * Reads a {@code usage} object of a call that makes vectors or orders documents. Some
	 * servers give the total only, which is input in this case.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage readInput(JsonValue usage) {
		Long input = usage.firstCount("prompt_tokens", "input_tokens", "total_tokens");
		return orNull(new OpenAiUsage(usage).figures().input(input).output(null).build());
	}

	/**
	 * Reads a {@code usage} object of a call during which the provider searched.
	 * @param usage the object
	 * @param webSearches number of searches of the web
	 * @param fileSearches number of searches in files
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage read(JsonValue usage, long webSearches, long fileSearches) {
		Usage.Builder figures = new OpenAiUsage(usage).figures();
		if (webSearches > 0) {
			figures.webSearches(webSearches);
		}
		if (fileSearches > 0) {
			figures.fileSearches(fileSearches);
		}
		return orNull(figures.build());
	}

	private Usage.Builder figures() {
		Long reasoning = either(this.ofOutput.get("reasoning_tokens").count(),
				this.rare.get("reasoning_tokens").count());
		Long audio = this.ofInput.get("audio_tokens").count();
		Long prompt = this.usage.firstCount(INPUT);
		Long completion = this.usage.firstCount(OUTPUT);
		Long total = this.usage.get("total_tokens").count();
		Long input = input(prompt, completion, total);
		return Usage.builder()
			.input(input)
			.output(output(input, completion, total, reasoning))
			.cachedInput(either(this.ofInput.get("cached_tokens").count(), this.rare.firstCount(CACHED)))
			.cacheWriteInput(either(this.ofInput.firstCount(WRITTEN_OF_INPUT), this.rare.firstCount(WRITTEN)))
			.audioInput(audio)
			.cachedAudioInput(this.ofInput.get("cached_tokens_details").get("audio_tokens").count())
			.imageInput(this.ofInput.get("image_tokens").count())
			.reasoningOutput(reasoning)
			.audioOutput(this.ofOutput.get("audio_tokens").count())
			.imageOutput(this.ofOutput.get("image_tokens").count())
			.audioDuration(seconds())
			.webSearches(searches());
	}

	private @Nullable Long input(@Nullable Long input, @Nullable Long output, @Nullable Long total) {
		if (input == null || output == null || total == null) {
			return input;
		}
		// Mistral has what it heard in the total only.
		boolean heard = this.rare.get("prompt_audio_seconds").count() != null;
		return heard ? Long.valueOf(Math.max(input, total - output)) : input;
	}

	/**
	 * What is in the total but in neither part was output: the thoughts of xAI's models,
	 * and of Gemini's behind their compatible endpoint. Thoughts that exceed the output
	 * cannot be within it.
	 */
	private static @Nullable Long output(@Nullable Long input, @Nullable Long output, @Nullable Long total,
			@Nullable Long reasoning) {
		if (output == null) {
			return null;
		}
		if (input != null && total != null && total > input + output) {
			return total - input;
		}
		return (reasoning != null && reasoning > output) ? Long.valueOf(output + reasoning) : output;
	}

	/** OpenRouter and Perplexity count the searches; a zero says nothing new. */
	private @Nullable Long searches() {
		Long searches = either(this.rare.get("server_tool_use").get("web_search_requests").count(),
				either(this.rare.get("num_search_queries").count(),
						this.rare.get("server_side_tool_usage_details").get("web_search_calls").count()));
		return (searches != null && searches > 0) ? searches : null;
	}

	private @Nullable Duration seconds() {
		BigDecimal seconds = "duration".equals(this.rare.get("type").text()) ? this.rare.get("seconds").decimal()
				: null;
		if (seconds == null || seconds.longValue() > MAX_SECONDS) {
			return null;
		}
		return Duration.ofMillis(seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue());
	}

	private static @Nullable Long either(@Nullable Long one, @Nullable Long other) {
		return (one != null) ? one : other;
	}

	private static @Nullable Usage orNull(Usage usage) {
		return usage.equals(NOTHING) ? null : usage;
	}

}
