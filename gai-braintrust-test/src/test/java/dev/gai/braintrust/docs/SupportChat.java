package dev.gai.braintrust.docs;

import java.util.Objects;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Answers questions.
 */
class SupportChat {

	private final ChatClient client;

	SupportChat(ChatClient client) {
		this.client = client;
	}

	String ask(String question) {
		return Objects.requireNonNull(this.client.prompt(question).call().content());
	}

}
