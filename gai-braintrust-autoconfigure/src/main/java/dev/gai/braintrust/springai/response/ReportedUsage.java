package dev.gai.braintrust.springai.response;

import java.util.HashMap;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.ProviderUsage;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.EmptyUsage;

/**
 * Brings Spring AI's usage to one way of counting. Spring AI passes on what the provider
 * counts, so that the provider's rule applies. The type of the provider's own usage says
 * which one it is; what that usage says itself is more than what Spring AI repeats.
 */
@Internal
public final class ReportedUsage {

	private ReportedUsage() {
	}

	/**
	 * Usage of a chat.
	 * @param usage what Spring AI says
	 * @return the usage, or {@code null} if it is a placeholder
	 */
	public static @Nullable Usage ofChat(org.springframework.ai.chat.metadata.@Nullable Usage usage) {
		if (usage == null || usage instanceof EmptyUsage) {
			return null;
		}
		Object reported = usage.getNativeUsage();
		String type = (reported != null) ? reported.getClass().getName() : "";
		Figures said = new Figures(usage);
		if (said.isEmpty()) {
			return null;
		}
		if (reported != null && type.startsWith("com.openai.")) {
			Usage own = ProviderUsage.ofOpenAi(NativeUsage.ofOpenAi(reported));
			return isWhole(own) ? own : ProviderUsage.ofOpenAi(said.ofOpenAi());
		}
		if (reported != null && type.startsWith("com.google.")) {
			Usage own = ProviderUsage.ofGemini(NativeUsage.ofGemini(reported));
			return isWhole(own) ? own : ProviderUsage.ofGemini(said.ofGemini());
		}
		if (reported != null && type.startsWith("com.anthropic.")) {
			// The last event of a stream may have the output only, Spring AI has the
			// rest.
			return ProviderUsage.ofAnthropic(said.ofAnthropic(), NativeUsage.ofAnthropic(reported));
		}
		boolean beside = type.startsWith("software.amazon.") || said.isCacheBesidePrompt();
		return beside ? ProviderUsage.ofBedrock(said.ofBedrock()) : ProviderUsage.ofOpenAi(said.ofOpenAi());
	}

	/**
	 * What the provider says of the bill beside its usage. Google's traffic type is said
	 * by Spring AI itself.
	 * @param usage what Spring AI says
	 * @return the bill
	 */
	static Billing billing(org.springframework.ai.chat.metadata.@Nullable Usage usage) {
		Object reported = (usage != null) ? usage.getNativeUsage() : null;
		if (reported == null) {
			return Billing.UNKNOWN;
		}
		String type = reported.getClass().getName();
		if (type.startsWith("com.openai.")) {
			return ProviderUsage.billing(NativeUsage.ofOpenAi(reported));
		}
		if (type.startsWith("com.anthropic.")) {
			return ProviderUsage.billing(NativeUsage.ofAnthropic(reported));
		}
		return type.startsWith("com.google.") ? Billing.ofTier(NativeUsage.trafficType(reported)) : Billing.UNKNOWN;
	}

	/**
	 * Whether what Spring AI puts together of a stream has lost a part of the figures
	 * that a chunk has.
	 * @param usage what a chunk says
	 * @return whether the usage is Google's
	 */
	public static boolean isLostInStreams(org.springframework.ai.chat.metadata.@Nullable Usage usage) {
		Object reported = (usage != null) ? usage.getNativeUsage() : null;
		return reported != null && reported.getClass().getName().startsWith("com.google.");
	}

	private static boolean isWhole(@Nullable Usage usage) {
		return usage != null && usage.input() != null && usage.input() > 0;
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
		return ProviderUsage.ofEmbeddings(new Figures(usage).ofEmbeddings());
	}

	/**
	 * What Spring AI says, in the words of a provider. Zero stands for "not reported": no
	 * prompt is empty.
	 */
	private record Figures(org.springframework.ai.chat.metadata.Usage usage) {

		boolean isEmpty() {
			return !isPositive(this.usage.getPromptTokens()) && !isPositive(this.usage.getCompletionTokens())
					&& !isPositive(this.usage.getCacheReadInputTokens())
					&& !isPositive(this.usage.getCacheWriteInputTokens());
		}

		/**
		 * Sums over several calls have lost whose figures they are. Then the figures
		 * tell: only those who count the cache beside the prompt report what they wrote
		 * to it.
		 */
		boolean isCacheBesidePrompt() {
			Integer prompt = this.usage.getPromptTokens();
			Long read = this.usage.getCacheReadInputTokens();
			return this.usage.getCacheWriteInputTokens() != null
					|| (read != null && prompt != null && read > Math.max(0, prompt));
		}

		Map<String, Object> ofOpenAi() {
			Map<String, Object> figures = named("prompt_tokens", "completion_tokens", "total_tokens");
			put(figures, "cached_tokens", this.usage.getCacheReadInputTokens());
			put(figures, "cache_creation_input_tokens", this.usage.getCacheWriteInputTokens());
			return figures;
		}

		Map<String, Object> ofAnthropic() {
			Map<String, Object> figures = named("input_tokens", "output_tokens", "total");
			put(figures, "cache_read_input_tokens", this.usage.getCacheReadInputTokens());
			put(figures, "cache_creation_input_tokens", this.usage.getCacheWriteInputTokens());
			return figures;
		}

		Map<String, Object> ofGemini() {
			Map<String, Object> figures = named("promptTokenCount", "candidatesTokenCount", "totalTokenCount");
			put(figures, "cachedContentTokenCount", this.usage.getCacheReadInputTokens());
			return figures;
		}

		Map<String, Object> ofBedrock() {
			Map<String, Object> figures = named("inputTokens", "outputTokens", "totalTokens");
			put(figures, "cacheReadInputTokens", this.usage.getCacheReadInputTokens());
			put(figures, "cacheWriteInputTokens", this.usage.getCacheWriteInputTokens());
			return figures;
		}

		Map<String, Object> ofEmbeddings() {
			Map<String, Object> figures = new HashMap<>();
			boolean prompt = isPositive(this.usage.getPromptTokens());
			Integer input = prompt ? this.usage.getPromptTokens() : this.usage.getTotalTokens();
			if (isPositive(input)) {
				put(figures, "prompt_tokens", input);
			}
			return figures;
		}

		private Map<String, Object> named(String input, String output, String total) {
			Map<String, Object> figures = new HashMap<>();
			if (isPositive(this.usage.getPromptTokens())) {
				put(figures, input, this.usage.getPromptTokens());
			}
			put(figures, output, this.usage.getCompletionTokens());
			put(figures, total, this.usage.getTotalTokens());
			return figures;
		}

		private static void put(Map<String, Object> figures, String name, @Nullable Number number) {
			if (number != null) {
				figures.put(name, number.longValue());
			}
		}

		private static boolean isPositive(@Nullable Number number) {
			return number != null && number.longValue() > 0;
		}

	}

}
