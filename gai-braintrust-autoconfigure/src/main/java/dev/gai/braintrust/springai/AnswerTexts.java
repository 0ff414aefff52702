package dev.gai.braintrust.springai;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * What an answer says, for comparing what an advisor got with what it gave.
 */
final class AnswerTexts {

	private static final Set<String> REFUSALS = Set.of("content_filter", "refusal", "safety");

	private AnswerTexts() {
	}

	static String of(@Nullable ChatClientResponse response) {
		return generations(response).stream()
			.map((generation) -> (generation.getOutput().getText() != null) ? generation.getOutput().getText() : "")
			.collect(Collectors.joining("\n"));
	}

	static boolean isRefusal(ChatClientResponse response) {
		return generations(response).stream()
			.map((generation) -> generation.getMetadata().getFinishReason())
			.anyMatch((reason) -> reason != null && REFUSALS.contains(reason.toLowerCase(Locale.ROOT)));
	}

	private static List<Generation> generations(@Nullable ChatClientResponse response) {
		return (response != null && response.chatResponse() != null) ? response.chatResponse().getResults() : List.of();
	}

}
