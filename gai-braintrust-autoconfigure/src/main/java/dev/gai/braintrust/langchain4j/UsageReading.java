package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.ProviderUsage;
import dev.gai.braintrust.response.usage.UsageSum;
import dev.gai.braintrust.usage.Usage;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Brings LangChain4j's usage to one way of counting. It passes on what the provider
 * counts, so that the provider's rule applies; the type of the usage says which one it
 * is.
 */
final class UsageReading {

	private static final boolean KNOWS_OPEN_AI = isPresent("dev.langchain4j.model.openai.OpenAiTokenUsage");

	private static final boolean KNOWS_ANTHROPIC = isPresent("dev.langchain4j.model.anthropic.AnthropicTokenUsage");

	private static final String GEMINI = "dev.langchain4j.model.googleai.";

	private static final String BEDROCK = "dev.langchain4j.model.bedrock.";

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
		if (KNOWS_ANTHROPIC && Anthropic.isOne(usage)) {
			return ProviderUsage.ofAnthropic(Anthropic.figures(usage));
		}
		String type = usage.getClass().getName();
		if (type.startsWith(GEMINI)) {
			Map<String, Object> figures = named(usage, "promptTokenCount", "candidatesTokenCount", "totalTokenCount");
			put(figures, "cachedContentTokenCount", figure(usage, "cachedContentTokenCount"));
			put(figures, "thoughtsTokenCount", figure(usage, "thoughtsTokenCount"));
			Integer tools = figure(usage, "toolUsePromptTokenCount");
			put(figures, "toolUsePromptTokenCount", (tools != null) ? tools : toolUse(usage));
			return ProviderUsage.ofGemini(figures);
		}
		if (type.startsWith(BEDROCK)) {
			Map<String, Object> figures = named(usage, "inputTokens", "outputTokens", "totalTokens");
			put(figures, "cacheReadInputTokens", figure(usage, "cacheReadInputTokens"));
			put(figures, "cacheWriteInputTokens", figure(usage, "cacheWriteInputTokens"));
			return ProviderUsage.ofBedrock(figures);
		}
		Map<String, Object> figures = named(usage, "prompt_tokens", "completion_tokens", "total_tokens");
		if (KNOWS_OPEN_AI) {
			OpenAi.add(usage, figures);
		}
		return ProviderUsage.ofOpenAi(figures);
	}

	/**
	 * Adds the searches that Google made, where its answer names them.
	 * @param usage what is known of the usage
	 * @param metadata what LangChain4j says beside it
	 * @return the usage with the searches
	 */
	static @Nullable Usage withSearches(@Nullable Usage usage, @Nullable ChatResponseMetadata metadata) {
		if (usage == null || metadata == null || !metadata.getClass().getName().startsWith(GEMINI)) {
			return usage;
		}
		Object grounding = value(metadata, "groundingMetadata");
		Object queries = (grounding != null) ? value(grounding, "webSearchQueries") : null;
		long searches = (queries instanceof List<?> list) ? new HashSet<>(list).size() : 0;
		return (searches > 0) ? UsageSum.of(usage, Usage.builder().webSearches(searches).build()) : usage;
	}

	/**
	 * What Google's own tools brought in is told in the total only.
	 */
	private static @Nullable Integer toolUse(TokenUsage usage) {
		Integer thoughts = figure(usage, "thoughtsTokenCount");
		Integer total = usage.totalTokenCount();
		if (total == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null) {
			return null;
		}
		int rest = total - usage.inputTokenCount() - usage.outputTokenCount() - ((thoughts != null) ? thoughts : 0);
		return (rest > 0) ? rest : null;
	}

	/**
	 * Reads the usage of a call that made vectors.
	 * @param usage what LangChain4j says
	 * @return the usage, or {@code null} if it has no figure
	 */
	static @Nullable Usage ofEmbeddings(@Nullable TokenUsage usage) {
		return (usage != null)
				? ProviderUsage.ofEmbeddings(named(usage, "prompt_tokens", "completion_tokens", "total_tokens")) : null;
	}

	private static Map<String, Object> named(TokenUsage usage, String input, String output, String total) {
		Map<String, Object> figures = new HashMap<>();
		put(figures, input, usage.inputTokenCount());
		put(figures, output, usage.outputTokenCount());
		put(figures, total, usage.totalTokenCount());
		return figures;
	}

	private static void put(Map<String, Object> figures, String name, @Nullable Integer number) {
		if (number != null) {
			figures.put(name, number);
		}
	}

	/** Figures of modules that are not known here are asked for by their names. */
	private static @Nullable Integer figure(TokenUsage usage, String name) {
		return (value(usage, name) instanceof Integer number) ? number : null;
	}

	private static @Nullable Object value(Object bean, String name) {
		try {
			Method method = ReflectionUtils.findMethod(bean.getClass(), name);
			return (method != null) ? ReflectionUtils.invokeMethod(method, bean) : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, UsageReading.class.getClassLoader());
	}

	/** Loading this class needs LangChain4j's OpenAI module. */
	private static final class OpenAi {

		static void add(TokenUsage usage, Map<String, Object> figures) {
			if (usage instanceof OpenAiTokenUsage openAi) {
				if (openAi.inputTokensDetails() != null) {
					put(figures, "cached_tokens", openAi.inputTokensDetails().cachedTokens());
				}
				if (openAi.outputTokensDetails() != null) {
					put(figures, "reasoning_tokens", openAi.outputTokensDetails().reasoningTokens());
				}
			}
		}

	}

	/** Loading this class needs LangChain4j's Anthropic module. */
	private static final class Anthropic {

		static boolean isOne(TokenUsage usage) {
			return usage instanceof AnthropicTokenUsage;
		}

		static Map<String, Object> figures(TokenUsage usage) {
			Map<String, Object> figures = named(usage, "input_tokens", "output_tokens", "total");
			AnthropicTokenUsage anthropic = (AnthropicTokenUsage) usage;
			put(figures, "cache_read_input_tokens", anthropic.cacheReadInputTokens());
			put(figures, "cache_creation_input_tokens", anthropic.cacheCreationInputTokens());
			return figures;
		}

	}

}
