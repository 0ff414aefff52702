package dev.gai.braintrust.docs;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application that answers questions. What Spring AI's starter would make is made by
 * hand.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SupportApplication {

	@Bean
	ChatClient chatClient(@Value("${spring.ai.openai.base-url}") String url, ObservationRegistry registry) {
		OpenAiChatOptions options = OpenAiChatOptions.builder()
			.baseUrl(url)
			.apiKey("none")
			.model("gpt-4o-mini")
			.build();
		return ChatClient.create(OpenAiChatModel.builder().options(options).observationRegistry(registry).build(),
				registry);
	}

	@Bean
	SupportChat supportChat(ChatClient client) {
		return new SupportChat(client);
	}

}
