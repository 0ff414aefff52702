package dev.gai.braintrust.openai;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.gai.braintrust.annotation.TracedLlmCall;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * An application that calls OpenAI through its official client.
 */
final class OpenAiSdkApplication {

	private OpenAiSdkApplication() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		OpenAIClient openAi(Environment environment) {
			return OpenAIOkHttpClient.builder()
				.apiKey("test")
				.baseUrl(environment.getRequiredProperty("openai.url"))
				.maxRetries(0)
				.build();
		}

		@Bean
		Model model(OpenAIClient client) {
			return new Model(client);
		}

	}

	static class Model {

		private final OpenAIClient client;

		Model(OpenAIClient client) {
			this.client = client;
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		ChatCompletion chat(String question) {
			return this.client.chat().completions().create(request(question));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Stream<ChatCompletionChunk> stream(String question) {
			StreamResponse<ChatCompletionChunk> response = this.client.chat()
				.completions()
				.createStreaming(request(question));
			return response.stream().onClose(response::close);
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		StreamResponse<ChatCompletionChunk> open(String question) {
			return this.client.chat().completions().createStreaming(request(question));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		CompletableFuture<ChatCompletion> later(String question) {
			return this.client.async().chat().completions().create(request(question));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		StructuredChatCompletion<City> structured(String question) {
			return new StructuredChatCompletion<>(City.class,
					this.client.chat().completions().create(request(question)));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-3.5-turbo-instruct", operation = "text_completion")
		Completion complete(String prompt) {
			return this.client.completions()
				.create(CompletionCreateParams.builder()
					.model(CompletionCreateParams.Model.GPT_3_5_TURBO_INSTRUCT)
					.prompt(prompt)
					.build());
		}

		@TracedLlmCall(provider = "openai", model = "gpt-5-mini")
		Response respond(String question) {
			return this.client.responses()
				.create(ResponseCreateParams.builder().model("gpt-5-mini").input(question).build());
		}

		@TracedLlmCall(provider = "openai", model = "gpt-5-mini")
		Stream<ResponseStreamEvent> respondInParts(String question) {
			StreamResponse<ResponseStreamEvent> response = this.client.responses()
				.createStreaming(ResponseCreateParams.builder().model("gpt-5-mini").input(question).build());
			return response.stream().onClose(response::close);
		}

		@TracedLlmCall(provider = "openai", model = "text-embedding-3-small", operation = "embeddings")
		CreateEmbeddingResponse embed(String... texts) {
			return this.client.embeddings()
				.create(EmbeddingCreateParams.builder()
					.model("text-embedding-3-small")
					.inputOfArrayOfStrings(List.of(texts))
					.build());
		}

		private static ChatCompletionCreateParams request(String question) {
			return ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage(question).build();
		}

	}

	public static class City {

		public String name;

	}

}
