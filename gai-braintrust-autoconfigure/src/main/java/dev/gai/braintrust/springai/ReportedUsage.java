package dev.gai.braintrust.springai;

import dev.gai.braintrust.guard.PlainNumbers;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.EmptyUsage;

/**
 * Brings Spring AI's usage to one way of counting. Spring AI passes on what the provider
 * counts: OpenAI and Google have cached tokens within the prompt, Anthropic and Bedrock
 * beside it; Google and some servers that imitate OpenAI have reasoning in the total
 * only.
 */
final class ReportedUsage {

	private ReportedUsage() {
	}

	/**
	 * Usage of a chat.
	 * @param usage what Spring AI says
	 * @return the usage, or {@code null} if it is a placeholder
	 */
	static @Nullable Usage ofChat(org.springframework.ai.chat.metadata.@Nullable Usage usage) {
		if (usage == null || usage instanceof EmptyUsage) {
			return null;
		}
		Long cacheRead = count(usage.getCacheReadInputTokens());
		Long cacheWrite = count(usage.getCacheWriteInputTokens());
		long beside = isCacheBesidePrompt(usage) ? orZero(cacheRead) + orZero(cacheWrite) : 0;
		// Zero stands for "not reported": no prompt is empty.
		long input = orZero(count(usage.getPromptTokens())) + beside;
		long output = orZero(count(usage.getCompletionTokens()));
		if (input > 0) {
			output = Math.max(output, orZero(count(usage.getTotalTokens())) - input);
		}
		if (input == 0 && output == 0) {
			return null;
		}
		Usage.Builder figures = Usage.builder()
			.input((input > 0) ? input : null)
			.output(isImpossible(usage.getCompletionTokens()) ? null : output)
			.cachedInput(cacheRead)
			.cacheWriteInput(cacheWrite);
		Object reported = usage.getNativeUsage();
		if (reported != null) {
			NativeUsage.addTo(reported, figures);
		}
		return figures.build();
	}

	/**
	 * Usage of a call that makes vectors. Some models give the total only.
	 * @param usage what Spring AI says
	 * @return the usage, or {@code null} if it is a placeholder
	 */
	static @Nullable Usage ofEmbeddings(org.springframework.ai.chat.metadata.@Nullable Usage usage) {
		if (usage == null || usage instanceof EmptyUsage) {
			return null;
		}
		long prompt = orZero(count(usage.getPromptTokens()));
		long input = (prompt > 0) ? prompt : orZero(count(usage.getTotalTokens()));
		return (input > 0) ? Usage.builder().input(input).build() : null;
	}

	/**
	 * Whether the cache's tokens are not part of the prompt's. The type of the provider's
	 * own usage says so while it is there; sums over several calls have lost it. Then the
	 * figures tell: only those who count beside the prompt report cache writes.
	 */
	private static boolean isCacheBesidePrompt(org.springframework.ai.chat.metadata.Usage usage) {
		Object reported = usage.getNativeUsage();
		String type = (reported != null) ? reported.getClass().getName() : "";
		if (type.startsWith("com.openai.") || type.startsWith("com.google.")) {
			return false;
		}
		if (type.startsWith("com.anthropic.") || type.startsWith("software.amazon.")) {
			return true;
		}
		long prompt = orZero(count(usage.getPromptTokens()));
		return usage.getCacheWriteInputTokens() != null || orZero(count(usage.getCacheReadInputTokens())) > prompt;
	}

	private static @Nullable Long count(@Nullable Number number) {
		return (number == null || isImpossible(number)) ? null : Long.valueOf(PlainNumbers.whole(number));
	}

	private static boolean isImpossible(@Nullable Number number) {
		return number != null && PlainNumbers.whole(number) < 0;
	}

	private static long orZero(@Nullable Long number) {
		return (number != null) ? number : 0;
	}

}
