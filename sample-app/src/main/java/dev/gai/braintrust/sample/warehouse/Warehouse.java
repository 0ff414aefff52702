package dev.gai.braintrust.sample.warehouse;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Component;

/**
 * An assistant that is all Spring AI: its chat client, OpenAI's official client below it,
 * and a tool. Nothing here knows of tracing.
 */
@Component
public class Warehouse {

	private final ChatClient client;

	Warehouse(ChatClient.Builder client, StockTool stock) {
		this.client = client.defaultSystem("You answer for the warehouse.").defaultTools(stock).build();
	}

	/**
	 * Answers a question.
	 * @param question the question
	 * @return the answer
	 */
	public String answer(String question) {
		return this.client.prompt(question).call().content();
	}

	/**
	 * Answers a question word by word.
	 * @param question the question
	 * @return the words
	 */
	public Flux<String> stream(String question) {
		return this.client.prompt(question).stream().content();
	}

}
