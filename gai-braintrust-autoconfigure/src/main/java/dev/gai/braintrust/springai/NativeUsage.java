package dev.gai.braintrust.springai;

import dev.gai.braintrust.usage.Usage;

/**
 * Figures that only the provider's own usage has. Its types are there when such a usage
 * is.
 */
final class NativeUsage {

	private NativeUsage() {
	}

	/**
	 * Adds what a provider's own usage says.
	 * @param reported the usage, of any type
	 * @param usage takes the figures
	 */
	static void addTo(Object reported, Usage.Builder usage) {
		String type = reported.getClass().getName();
		if (type.equals("com.openai.models.completions.CompletionUsage")) {
			OpenAi.add(reported, usage);
		}
		else if (type.equals("com.anthropic.models.messages.Usage")) {
			Anthropic.add(reported, usage);
		}
	}

	private static final class OpenAi {

		static void add(Object reported, Usage.Builder usage) {
			var figures = (com.openai.models.completions.CompletionUsage) reported;
			figures.promptTokensDetails().ifPresent((details) -> {
				usage.audioInput(details.audioTokens().orElse(null));
				details.cacheWriteTokens().ifPresent(usage::cacheWriteInput);
			});
			figures.completionTokensDetails()
				.ifPresent((details) -> usage.reasoningOutput(details.reasoningTokens().orElse(null))
					.audioOutput(details.audioTokens().orElse(null)));
		}

	}

	private static final class Anthropic {

		static void add(Object reported, Usage.Builder usage) {
			var figures = (com.anthropic.models.messages.Usage) reported;
			figures.cacheCreation()
				.ifPresent((written) -> usage.cacheWrite5m(written.ephemeral5mInputTokens())
					.cacheWrite1h(written.ephemeral1hInputTokens()));
			figures.serverToolUse()
				.filter((used) -> used.webSearchRequests() > 0)
				.ifPresent((used) -> usage.webSearches(used.webSearchRequests()));
		}

	}

}
