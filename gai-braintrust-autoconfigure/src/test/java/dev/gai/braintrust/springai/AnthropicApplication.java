package dev.gai.braintrust.springai;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Spring AI's own properties for Anthropic cannot be bound where Kotlin's reflection is
 * on the class path, which OpenAI's client brings.
 */
@Configuration(proxyBeanMethods = false)
@Import(SpringAiApplication.class)
class AnthropicApplication {

	@Bean
	AnthropicChatModel anthropicChatModel(@Value("${provider.url}") String url, ObservationRegistry registry,
			ObjectProvider<AnthropicHttpClientBuilderCustomizer> customizers) {
		return AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(url)
				.apiKey("sk-ant-provider")
				.model("claude-sonnet-4-5")
				.maxTokens(300)
				.build())
			.observationRegistry(registry)
			.httpClientBuilderCustomizers(customizers.orderedStream().toList())
			.build();
	}

}
