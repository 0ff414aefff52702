package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.trace.GenAiSpan;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;

/**
 * Parameters that only LangChain4j's OpenAI module has. Loading this class needs the
 * module.
 */
final class OpenAiParameters {

	private OpenAiParameters() {
	}

	static void write(ChatRequestParameters parameters, GenAiSpan span) {
		if (parameters instanceof OpenAiChatRequestParameters openAi) {
			span.requestParameter("max_completion_tokens", openAi.maxCompletionTokens())
				.requestParameter("seed", openAi.seed())
				.requestParameter("reasoning_effort", openAi.reasoningEffort())
				.requestParameter("service_tier", openAi.serviceTier())
				.requestParameter("parallel_tool_calls", openAi.parallelToolCalls());
		}
	}

}
