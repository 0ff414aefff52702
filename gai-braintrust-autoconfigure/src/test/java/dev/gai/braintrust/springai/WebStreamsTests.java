package dev.gai.braintrust.springai;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SpanTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same tree below a request of Tomcat, with virtual threads where Java has them, and
 * of WebFlux.
 */
@Tag("application")
class WebStreamsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void sendsTheSameTree(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = SpringAiApplication.openAi(Application.class, braintrust, models,
				"spring.main.web-application-type=" + type.name().toLowerCase(Locale.ROOT), "server.port=0",
				"spring.threads.virtual.enabled=true")) {
			models.answers("/v1/chat/completions", OpenAiAnswers.streamsAQuestionForWeather("Oslo"),
					OpenAiAnswers.streams("It is ", "sunny."), OpenAiAnswers.asksForWeather("Oslo"),
					OpenAiAnswers.says("It is sunny."));
			String port = context.getEnvironment().getProperty("local.server.port");

			assertThat(get("http://127.0.0.1:" + port + "/stream")).contains("It is sunny.");
			if (type == WebApplicationType.SERVLET) {
				assertThat(get("http://127.0.0.1:" + port + "/call")).isEqualTo("It is sunny.");
			}

			String tree = """
					chat_client
					  step 1
					    chat gpt-4o-mini
					    execute_tool weather
					  step 2
					    chat gpt-4o-mini
					""".indent(2);
			boolean both = type == WebApplicationType.SERVLET;
			assertThat(SpanTree.of(braintrust.awaitSpans(both ? 14 : 7)))
				.isEqualTo("GET /stream\n" + tree + (both ? "GET /call\n" + tree : ""));
		}
	}

	private static String get(String url) throws Exception {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
		return response.body();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SpringAiApplication.class)
	static class Application {

		@Bean
		WeatherController weatherController(ChatClient.Builder client, SpringAiApplication.WeatherTools tools) {
			return new WeatherController(client.build(), tools);
		}

	}

	@RestController
	static class WeatherController {

		private final ChatClient client;

		private final Object tools;

		WeatherController(ChatClient client, Object tools) {
			this.client = client;
			this.tools = tools;
		}

		@GetMapping("/stream")
		Flux<String> stream() {
			return this.client.prompt("Weather in Oslo?").tools(this.tools).stream().content();
		}

		@GetMapping("/call")
		String call() {
			return this.client.prompt("Weather in Oslo?").tools(this.tools).call().content();
		}

	}

}
