package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.usage.Usage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Brings LangChain4j's usage to one way of counting. It passes on what the provider
 * counts: OpenAI has cached tokens within the input, Anthropic beside it.
 */
final class UsageReading {

	private static final boolean KNOWS_OPEN_AI = isPresent("dev.langchain4j.model.openai.OpenAiTokenUsage");

	private static final boolean KNOWS_ANTHROPIC = isPresent("dev.langchain4j.model.anthropic.AnthropicTokenUsage");

	private UsageReading() {
	}

	/**
	 * Reads the usage of a chat.
	 * @param usage what LangChain4j says
	 * @return the usage, or {@code null} if it has no figure
	 */
	static @Nullable Usage ofChat(@Nullable TokenUsage usage) {
		if (usage == null || (usage.inputTokenCount() == null && usage.outputTokenCount() == null)) {
			return null;
		}
		Usage.Builder read = Usage.builder()
			.input(count(usage.inputTokenCount()))
			.output(count(usage.outputTokenCount()));
		if (KNOWS_OPEN_AI) {
			OpenAi.add(usage, read);
		}
		if (KNOWS_ANTHROPIC) {
			Anthropic.add(usage, read);
		}
		return read.build();
	}

	/**
	 * Reads the usage of a call that made vectors.
	 * @param usage what LangChain4j says
	 * @return the usage, or {@code null} if it has no figure
	 */
	static @Nullable Usage ofEmbeddings(@Nullable TokenUsage usage) {
		Integer input = (usage != null) ? usage.inputTokenCount() : null;
		return (input != null) ? Usage.builder().input(count(input)).build() : null;
	}

	private static @Nullable Long count(@Nullable Integer number) {
		return (number == null || number < 0) ? null : Long.valueOf(number);
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, UsageReading.class.getClassLoader());
	}

	/** Loading this class needs LangChain4j's OpenAI module. */
	private static final class OpenAi {

		static void add(TokenUsage usage, Usage.Builder read) {
			if (usage instanceof OpenAiTokenUsage openAi) {
				if (openAi.inputTokensDetails() != null) {
					read.cachedInput(count(openAi.inputTokensDetails().cachedTokens()));
				}
				if (openAi.outputTokensDetails() != null) {
					read.reasoningOutput(count(openAi.outputTokensDetails().reasoningTokens()));
				}
			}
		}

	}

	/** Loading this class needs LangChain4j's Anthropic module. */
	private static final class Anthropic {

		static void add(TokenUsage usage, Usage.Builder read) {
			if (usage instanceof AnthropicTokenUsage anthropic) {
				Long cacheRead = count(anthropic.cacheReadInputTokens());
				Long cacheWrite = count(anthropic.cacheCreationInputTokens());
				Long beside = count(anthropic.inputTokenCount());
				if (beside != null) {
					read.input(
							beside + ((cacheRead != null) ? cacheRead : 0) + ((cacheWrite != null) ? cacheWrite : 0));
				}
				read.cachedInput(cacheRead).cacheWriteInput(cacheWrite);
			}
		}

	}

}
