package dev.gai.braintrust.response.usage;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Counts as providers count. Whichever door figures come in by, they are handed over in
 * the provider's own words, and one rule for each provider tells what is part of what.
 *
 * @since 0.1.0
 */
@Internal
public final class ProviderUsage {

	private ProviderUsage() {
	}

	/**
	 * What a usage says of the bill.
	 * @param usage a usage of OpenAI's or Anthropic's API, or of one that imitates it
	 * @return the bill
	 */
	public static Billing billing(Map<?, ?> usage) {
		return BillingJson.read(List.of(JsonValue.of(Map.of("usage", usage))));
	}

	/**
	 * Figures in the words of OpenAI's APIs.
	 * @param usage a {@code usage} object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage ofOpenAi(Map<?, ?> usage) {
		return OpenAiUsage.read(JsonValue.of(usage));
	}

	/**
	 * Figures of a call that makes vectors, in the words of OpenAI's APIs.
	 * @param usage a {@code usage} object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage ofEmbeddings(Map<?, ?> usage) {
		return OpenAiUsage.readInput(JsonValue.of(usage));
	}

	/**
	 * Figures in the words of Anthropic's Messages API.
	 * @param usages {@code usage} objects of one message
	 * @return the usage, or {@code null} if they have no figure
	 */
	public static @Nullable Usage ofAnthropic(Map<?, ?>... usages) {
		AnthropicUsage figures = new AnthropicUsage();
		for (Map<?, ?> usage : usages) {
			figures.add(JsonValue.of(usage));
		}
		return figures.build();
	}

	/**
	 * Figures in the words of Google's Gemini API.
	 * @param usage a {@code usageMetadata} object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage ofGemini(Map<?, ?> usage) {
		return GeminiUsage.read(JsonValue.of(usage));
	}

	/**
	 * Figures in the words of Bedrock's Converse API.
	 * @param usage a {@code usage} object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage ofBedrock(Map<?, ?> usage) {
		return BedrockUsage.read(JsonValue.of(usage));
	}

}
