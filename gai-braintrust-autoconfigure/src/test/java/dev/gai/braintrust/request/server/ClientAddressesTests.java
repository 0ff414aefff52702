package dev.gai.braintrust.request.server;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.URI;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hosts are read from the clients of providers as their libraries make them.
 */
class ClientAddressesTests {

	private static final String URL = "http://127.0.0.1:8123/v1";

	private static final ServerAddress SERVER = new ServerAddress("127.0.0.1", 8123);

	private final OpenAIClient openAi = OpenAIOkHttpClient.builder().baseUrl(URL).apiKey("k").build();

	private final AnthropicClient anthropic = AnthropicOkHttpClient.builder().baseUrl(URL).apiKey("k").build();

	@ParameterizedTest
	@CsvSource({ "https://api.groq.com/openai/v1, api.groq.com, 443", "http://[::1]:8080/v1, ::1, 8080",
			"http://localhost, localhost, 80", "unix:/var/run/model.sock, , ", "not a url, , ",
			"grpc://models.example, models.example, 0" })
	void readsHostAndPort(String url, String host, Integer port) {
		assertThat(ServerAddress.of(url)).isEqualTo((host != null) ? new ServerAddress(host, port) : null);
	}

	@Test
	void hurtNobodyWhereATypeOfAFieldIsMissing() throws Exception {
		ClassLoader lacking = new ClassLoader(getClass().getClassLoader()) {
			@Override
			protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
				if (name.equals(Absent.class.getName())) {
					throw new ClassNotFoundException(name);
				}
				if (!name.equals(Holder.class.getName())) {
					return super.loadClass(name, resolve);
				}
				try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
					byte[] read = bytes.readAllBytes();
					return defineClass(name, read, 0, read.length);
				}
				catch (IOException ex) {
					throw new ClassNotFoundException(name, ex);
				}
			}
		};
		Constructor<?> holder = lacking.loadClass(Holder.class.getName()).getDeclaredConstructor();
		holder.setAccessible(true);

		assertThat(ClientAddresses.within(holder.newInstance())).isNull();
	}

	@Test
	void hasNoAddressWithoutOne() {
		assertThat(ServerAddress.of((String) null)).isNull();
		assertThat(ServerAddress.of((URI) null)).isNull();
		assertThat(ClientAddresses.of(null)).isNull();
		assertThat(ClientAddresses.of("http://127.0.0.1")).isNull();
	}

	@Test
	void looksIntoTheClientsOfProviders() {
		assertThat(ClientAddresses.of(this.openAi)).isEqualTo(SERVER);
		assertThat(ClientAddresses.of(this.anthropic)).isEqualTo(SERVER);
		assertThat(ClientAddresses.of(OpenAIOkHttpClientAsync.builder().baseUrl(URL).apiKey("k").build()))
			.isEqualTo(SERVER);
		assertThat(ClientAddresses.of(OpenAIOkHttpClient.builder().apiKey("k").build()))
			.isEqualTo(new ServerAddress("api.openai.com", 443));
	}

	@Test
	void looksIntoModelsOfLangChain4j() {
		assertThat(ClientAddresses.of(OpenAiChatModel.builder().baseUrl(URL).apiKey("k").modelName("m").build()))
			.isEqualTo(SERVER);
		assertThat(ClientAddresses.of(OpenAiEmbeddingModel.builder().baseUrl(URL).apiKey("k").modelName("m").build()))
			.isEqualTo(SERVER);
		assertThat(ClientAddresses
			.of(AnthropicStreamingChatModel.builder().baseUrl(URL).apiKey("k").modelName("m").build()))
			.isEqualTo(SERVER);
		assertThat(ClientAddresses.of(GoogleAiGeminiChatModel.builder().apiKey("k").modelName("m").build()))
			.isEqualTo(new ServerAddress("generativelanguage.googleapis.com", 443));
	}

	@Test
	void looksIntoModelsOfSpringAi() {
		Client client = Client.builder().apiKey("k").httpOptions(HttpOptions.builder().baseUrl(URL).build()).build();
		GoogleGenAiChatModel model = GoogleGenAiChatModel.builder()
			.genAiClient(client)
			.options(GoogleGenAiChatOptions.builder().model("m").build())
			.build();

		assertThat(ClientAddresses.of(model)).isEqualTo(SERVER);
		assertThat(ClientAddresses.of(Client.builder().apiKey("k").build()))
			.isEqualTo(new ServerAddress("generativelanguage.googleapis.com", 443));
	}

	@Test
	void looksAtTheClientsThatAnObjectHas() {
		assertThat(ClientAddresses.within(new Both(this.openAi, this.anthropic))).isEqualTo(SERVER);
		assertThat(ClientAddresses.within(new Both(this.openAi, null))).isEqualTo(SERVER);
		assertThat(ClientAddresses.within(new Both(null, null))).isNull();
		assertThat(ClientAddresses.within(new Both(OpenAIOkHttpClient.builder().apiKey("k").build(), this.anthropic)))
			.as("two hosts")
			.isNull();
		assertThat(ClientAddresses.within("a text")).isNull();
		assertThat(ClientAddresses.within(null)).isNull();
		assertThat(ClientAddresses.within(new Derived(this.openAi))).isEqualTo(SERVER);
	}

	record Both(OpenAIClient openAi, AnthropicClient anthropic) {

	}

	static class Base {

		private final OpenAIClient client;

		Base(OpenAIClient client) {
			this.client = client;
		}

		OpenAIClient client() {
			return this.client;
		}

	}

	static class Derived extends Base {

		Derived(OpenAIClient client) {
			super(client);
		}

	}

	static final class Absent {

	}

	static final class Holder {

		@Nullable Absent absent;

	}

}
