package dev.gai.braintrust.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.ToolParam;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients whose address is a property: what each gets from a cassette is what it got from
 * the provider.
 */
@Tag("application")
class ReplayClientsTests {

	@RegisterExtension
	static final ReplayRuns runs = new ReplayRuns("target/replay-tests/clients");

	@Test
	void getFromCassettesWhatTheyGotFromTheProvider() {
		runs.records(Clients.class);

		assertThat(runs.provider().requests()).hasSize(22);
		assertThat(runs.cassettes()).hasSize(22);
		assertThat(String.join("", runs.cassettes().values())).doesNotContain("sk-proj-", "session=", "req_1");
		runs.replays(Clients.class);
	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = "target/replay-tests/clients", target = "${stand-in.url}/v1",
			property = { "openai.url", "other.url" })
	@ReplayModels(cassettes = "target/replay-tests/clients", target = "${stand-in.url}",
			property = "ollama-and-claude.url")
	static class Clients {

		private static final String KEY = "sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d";

		private final String openai;

		private final String root;

		Clients(@Autowired Environment environment) {
			this.openai = environment.getRequiredProperty("openai.url");
			this.root = environment.getRequiredProperty("ollama-and-claude.url");
			assertThat(environment.getProperty("other.url")).isEqualTo(this.openai).endsWith("/v1");
		}

		private OpenAiChatModel springAi() {
			return OpenAiChatModel.builder()
				.options(OpenAiChatOptions.builder()
					.baseUrl(this.openai)
					.apiKey(KEY)
					.model("gpt-4o-mini")
					.temperature(0.5)
					.build())
				.build();
		}

		@Test
		void springAi_call() {
			assertThat(springAi().call("Hello?")).isEqualTo("Answer 1");
			assertThat(springAi().call("Hello?")).isEqualTo("Answer 2");
		}

		@Test
		void springAi_stream() {
			List<String> pieces = springAi().stream(new Prompt("Stream?"))
				.mapNotNull(
						(response) -> response.getResult() != null ? response.getResult().getOutput().getText() : null)
				.filter((text) -> !text.isEmpty())
				.collectList()
				.block();

			assertThat(pieces).containsExactly("Hel", "lo ", "number 1");
		}

		@Test
		void springAi_toolRounds() {
			assertThat(ChatClient.create(springAi()).prompt("How many lamps?").tools(new Stock()).call().content())
				.isEqualTo("Answer 1");
			assertThat(Stock.asked).contains("lamp");
		}

		@Test
		void springAi_ollama() {
			OllamaChatModel model = OllamaChatModel.builder()
				.ollamaApi(OllamaApi.builder().baseUrl(this.root).build())
				.options(OllamaChatOptions.builder().model("llama3").build())
				.build();

			assertThat(model.stream(new Prompt("Ollama?"))
				.mapNotNull((response) -> response.getResult().getOutput().getText())
				.filter((text) -> !text.isEmpty())
				.collectList()
				.block()).containsExactly("Ollama ", "says");
		}

		@Test
		void langChain4j_chat() {
			assertThat(dev.langchain4j.model.openai.OpenAiChatModel.builder()
				.baseUrl(this.openai)
				.apiKey(KEY)
				.modelName("gpt-4o-mini")
				.build()
				.chat("Chain?")).isEqualTo("Answer 1");
		}

		@Test
		void langChain4j_stream() throws Exception {
			List<String> pieces = new ArrayList<>();
			CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
			dev.langchain4j.model.openai.OpenAiStreamingChatModel.builder()
				.baseUrl(this.openai)
				.apiKey(KEY)
				.modelName("gpt-4o-mini")
				.build()
				.chat("Chain stream?", new StreamingChatResponseHandler() {

					@Override
					public void onPartialResponse(String partial) {
						pieces.add(partial);
					}

					@Override
					public void onCompleteResponse(ChatResponse response) {
						whole.complete(response);
					}

					@Override
					public void onError(Throwable error) {
						whole.completeExceptionally(error);
					}

				});

			assertThat(whole.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Hello number 1");
			assertThat(pieces).containsExactly("Hel", "lo ", "number 1");
		}

		@Test
		void openAisSdk() {
			OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(this.openai).apiKey(KEY).build();
			ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
				.model("gpt-4o-mini")
				.addUserMessage("SDK?")
				.build();
			try {
				assertThat(client.chat().completions().create(request).choices().get(0).message().content())
					.contains("Answer 1");
				try (StreamResponse<ChatCompletionChunk> chunks = client.chat()
					.completions()
					.createStreaming(request)) {
					assertThat(chunks.stream()).hasSize(4);
				}
				assertThat(client.embeddings()
					.create(EmbeddingCreateParams.builder()
						.model("text-embedding-3-small")
						.input("lamp")
						.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
						.build())
					.data()
					.get(0)
					.embedding()).containsExactly(0.25f, -0.5f, 0.125f);
			}
			finally {
				client.close();
			}
		}

		@Test
		void anthropicsSdk() {
			var client = AnthropicOkHttpClient.builder().baseUrl(this.root).apiKey(KEY).build();
			try {
				assertThat(client.messages()
					.create(MessageCreateParams.builder()
						.model("claude-sonnet-4-5")
						.maxTokens(10)
						.addUserMessage("Claude?")
						.build())
					.content()
					.get(0)
					.asText()
					.text()).isEqualTo("Claude says 1");
			}
			finally {
				client.close();
			}
		}

		@Test
		void restClient() {
			RestClient client = RestClient.create(this.openai);
			for (String user : List.of("a", "b")) {
				assertThat(client.post()
					.uri("/chat/completions")
					.header("Authorization", "Bearer " + KEY)
					.contentType(MediaType.APPLICATION_JSON)
					.body(Map.of("model", "gpt-4o-mini", "messages", List.of(), "user", user))
					.retrieve()
					.body(String.class)).contains("\"Answer 1\"");
			}
		}

		@Test
		void restClient_binary() {
			RestClient client = RestClient.create(this.openai);
			assertThat(client.post()
				.uri("/audio/speech?voice=alloy&api-version=1")
				.body(Map.of("input", "Say it"))
				.retrieve()
				.body(byte[].class)).isEqualTo(StandInProvider.AUDIO);
			MultipartBodyBuilder parts = new MultipartBodyBuilder();
			parts.part("file", new ByteArrayResource(StandInProvider.AUDIO) {

				@Override
				public String getFilename() {
					return "said.mp3";
				}

			});
			parts.part("model", "whisper-1");
			assertThat(client.post()
				.uri("/audio/transcriptions")
				.contentType(MediaType.MULTIPART_FORM_DATA)
				.body(parts.build())
				.retrieve()
				.body(String.class)).contains("heard it");
			assertThat(client.get().uri("/packed").header("Accept-Encoding", "gzip").retrieve().body(String.class))
				.contains("\"packed\":")
				.contains("true");
		}

		@Test
		void restClient_packed() throws IOException {
			ByteArrayOutputStream packed = new ByteArrayOutputStream();
			try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
				gzip.write("{\"model\": \"gpt-4o-mini\", \"messages\": []}".getBytes(StandardCharsets.UTF_8));
			}
			assertThat(RestClient.create(this.openai)
				.post()
				.uri("/packed-chat/completions")
				.header("Content-Encoding", "gzip")
				.contentType(MediaType.APPLICATION_JSON)
				.body(packed.toByteArray())
				.retrieve()
				.body(String.class)).contains("Answer 1");
		}

		@Test
		void restClient_errors() {
			RestClient client = RestClient.create(this.openai);
			List<Integer> statuses = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				client.post().uri("/flaky").body("{}").exchange((request, response) -> {
					statuses.add(response.getStatusCode().value());
					assertThat(response.getHeaders().getFirst("Retry-After"))
						.isEqualTo((statuses.size() == 1) ? "0" : null);
					return "";
				});
			}
			assertThat(statuses).containsExactly(429, 200);
		}

		@Test
		void webClient() {
			WebClient client = WebClient.create(this.openai);
			assertThat(client.post()
				.uri("/chat/completions")
				.bodyValue(Map.of("model", "gpt-4o-mini", "messages", List.of(), "stream", true))
				.accept(MediaType.TEXT_EVENT_STREAM)
				.retrieve()
				.bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {
				})
				.collectList()
				.block()).hasSize(6);
			assertThat(client.post()
				.uri("/chat/completions")
				.bodyValue(Map.of("model", "gpt-4o-mini", "messages", List.of()))
				.retrieve()
				.bodyToMono(String.class)
				.block()).contains("Answer 1");
		}

	}

	static class Stock {

		static final List<String> asked = new ArrayList<>();

		@org.springframework.ai.tool.annotation.Tool(description = "How many are left")
		int stock(@ToolParam(description = "what") String article) {
			asked.add(article);
			return 3;
		}

	}

}
