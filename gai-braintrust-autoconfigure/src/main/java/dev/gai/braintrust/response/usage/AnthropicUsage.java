package dev.gai.braintrust.response.usage;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How Anthropic counts: what was read from or written to the cache is beside the input,
 * what was thought within the output. The events of a stream count from its start, so
 * that the largest figure is the last one; some end with zeros instead. Rounds that the
 * total leaves out, those that summarize the conversation, are billed as well.
 */
@Internal
public final class AnthropicUsage {

	private final Figures whole = new Figures();

	private @Nullable Figures rounds;

	private @Nullable Long webSearches;

	/**
	 * Takes a {@code usage} object.
	 * @param usage the object
	 */
	public void add(JsonValue usage) {
		this.whole.add(usage);
		Long searches = usage.get("server_tool_use").get("web_search_requests").count();
		this.webSearches = larger(this.webSearches, searches);
		if (usage.get("iterations").isArray()) {
			Figures sum = new Figures();
			for (JsonValue round : usage.get("iterations").items()) {
				// An advisor is another model, at another price.
				if (!"advisor_message".equals(round.get("type").text())) {
					sum.sum(round);
				}
			}
			this.rounds = sum;
		}
	}

	/**
	 * {@return the usage, {@code null} if nothing was counted}
	 */
	public @Nullable Usage build() {
		Figures figures = (this.rounds != null) ? this.whole.orMore(this.rounds) : this.whole;
		return figures.build(this.webSearches);
	}

	private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return Math.max(one, other);
	}

	/** Figures as Anthropic reports them. */
	private static final class Figures {

		private static final int INPUT = 0;

		private static final int OUTPUT = 1;

		private static final int CACHE_READ = 2;

		private static final int CACHE_WRITE = 3;

		private static final int CACHE_WRITE_5M = 4;

		private static final int CACHE_WRITE_1H = 5;

		private static final int THINKING = 6;

		private final @Nullable Long[] counts = new Long[THINKING + 1];

		void add(JsonValue usage) {
			@Nullable Long[] reported = reported(usage);
			for (int i = 0; i < this.counts.length; i++) {
				this.counts[i] = larger(this.counts[i], reported[i]);
			}
		}

		void sum(JsonValue usage) {
			@Nullable Long[] reported = reported(usage);
			for (int i = 0; i < this.counts.length; i++) {
				Long before = this.counts[i];
				Long more = reported[i];
				this.counts[i] = (before != null && more != null) ? Long.valueOf(before + more) : larger(before, more);
			}
		}

		Figures orMore(Figures other) {
			Figures more = new Figures();
			for (int i = 0; i < this.counts.length; i++) {
				more.counts[i] = larger(this.counts[i], other.counts[i]);
			}
			return more;
		}

		private static @Nullable Long[] reported(JsonValue usage) {
			JsonValue written = usage.get("cache_creation");
			return new @Nullable Long[] { usage.get("input_tokens").count(), usage.get("output_tokens").count(),
					usage.get("cache_read_input_tokens").count(), usage.get("cache_creation_input_tokens").count(),
					written.get("ephemeral_5m_input_tokens").count(), written.get("ephemeral_1h_input_tokens").count(),
					usage.get("output_tokens_details").get("thinking_tokens").count() };
		}

		@Nullable Usage build(@Nullable Long webSearches) {
			Long input = this.counts[INPUT];
			if (input == null && this.counts[OUTPUT] == null) {
				return null;
			}
			Long written = this.counts[CACHE_WRITE];
			long split = orZero(this.counts[CACHE_WRITE_5M]) + orZero(this.counts[CACHE_WRITE_1H]);
			if (split > orZero(written)) {
				written = split;
			}
			Long all = (input != null) ? Long.valueOf(input + orZero(this.counts[CACHE_READ]) + orZero(written)) : null;
			return Usage.builder()
				.input(all)
				.output(this.counts[OUTPUT])
				.cachedInput(this.counts[CACHE_READ])
				.cacheWriteInput(written)
				.cacheWrite5m(this.counts[CACHE_WRITE_5M])
				.cacheWrite1h(this.counts[CACHE_WRITE_1H])
				.reasoningOutput(this.counts[THINKING])
				.webSearches((webSearches != null && webSearches > 0) ? webSearches : null)
				.build();
		}

		private static long orZero(@Nullable Long number) {
			return (number != null) ? number : 0;
		}

	}

}
