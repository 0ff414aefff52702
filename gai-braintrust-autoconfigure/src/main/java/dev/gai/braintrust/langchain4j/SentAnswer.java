package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.langchain4j.http.ProviderAnswer;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls with what the provider itself has sent, where LangChain4j makes less of it.
 */
final class SentAnswer {

	private SentAnswer() {
	}

	/**
	 * What a call will be answered. It counts where LangChain4j fails at it, or forgets
	 * to tell its handler.
	 * @param span the call
	 * @return takes the answer
	 */
	static ProviderAnswer awaiting(ActiveSpan span) {
		ProviderAnswer sent = new ProviderAnswer();
		span.unfinishedAnswer(sent::read);
		sent.atEnd((error) -> {
			if (error != null) {
				span.failed(error);
			}
			else {
				span.cancelled();
			}
		});
		return sent;
	}

	/**
	 * Ends a call that LangChain4j has an answer of.
	 * @param span the call
	 * @param response the answer
	 * @param sent what the provider has sent
	 */
	static void completed(ActiveSpan span, @Nullable Object response, ProviderAnswer sent) {
		if (response instanceof ChatResponse chat && !RawResponse.isIn(chat)) {
			span.completed(response, sent::read);
		}
		else {
			span.completed(response);
		}
	}

}
