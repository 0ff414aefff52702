package dev.gai.braintrust.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the consoles of real web applications over HTTP.
 */
final class ConsoleClient {

	static final String TOKEN = Console.address().substring("?token=".length());

	private static final HttpClient client = HttpClient.newHttpClient();

	private ConsoleClient() {
	}

	static void assertGuarded(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Content-Security-Policy"))
			.hasValueSatisfying((policy) -> assertThat(policy).startsWith("default-src 'self';")
				.contains("frame-ancestors 'none'")
				.doesNotContain("unsafe"));
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	/** An agent with a call of a model; returns the id of the trace. */
	static String ask(ConfigurableApplicationContext context, String question) {
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		return tracer.agent("researcher").call((agent) -> {
			tracer.llm("openai", "gpt-4o-mini").input(question + " sk-proj-" + "a1B2".repeat(10)).call((span) -> {
				span.usage(10, 5).score("accuracy", 0.5);
				return "An answer";
			});
			return agent.traceId();
		});
	}

	static JsonNode awaitRows(ConfigurableApplicationContext context, int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> json(get(context, "/gai/data/rows")).path("rows").size() >= count);
		return json(get(context, "/gai/data/rows")).path("rows");
	}

	static JsonNode nextEvent(BufferedReader lines) throws IOException {
		String line = lines.readLine();
		while (line != null && !line.startsWith("data:")) {
			line = lines.readLine();
		}
		assertThat(line).isNotNull();
		return JsonMapper.shared().readTree(line.substring("data:".length()));
	}

	static HttpResponse<InputStream> open(ConfigurableApplicationContext context) throws Exception {
		return client.send(letIn(context, "/gai/data/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	static HttpResponse<String> get(ConfigurableApplicationContext context, String path) {
		return send(letIn(context, path).build());
	}

	static HttpResponse<String> post(ConfigurableApplicationContext context, String path, String... headers) {
		HttpRequest.Builder request = letIn(context, path).POST(HttpRequest.BodyPublishers.noBody());
		return send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	static HttpResponse<String> send(HttpRequest request) {
		try {
			return client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A request with any header, also one that clients do not let be set. */
	static String raw(ConfigurableApplicationContext context, String method, String path, String header, String value)
			throws IOException {
		int port = uri(context, path).getPort();
		String host = header.equals("Host") ? "" : "Host: localhost:" + port + "\r\n";
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.getOutputStream()
				.write((method + " " + path + " HTTP/1.1\r\n" + host + "Cookie: " + cookie(context) + "\r\n" + header
						+ ": " + value + "\r\nX-Gai-Console: clear\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** A request of a browser that has been let in. */
	static HttpRequest.Builder letIn(ConfigurableApplicationContext context, String path) {
		return HttpRequest.newBuilder(uri(context, path)).header("Cookie", "other=1; " + cookie(context));
	}

	static String cookie(ConfigurableApplicationContext context) {
		return "gai-console-" + uri(context, "/").getPort() + "=" + TOKEN;
	}

	static URI uri(ConfigurableApplicationContext context, String path) {
		return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
	}

	static ConfigurableApplicationContext run(BraintrustServer braintrust, WebApplicationType type,
			String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.console.enabled=true",
					"gai.braintrust.console.persistent=false", "management.endpoint.health.show-details=always",
					"gai.braintrust.export.shutdown-timeout=200ms")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		/** Threads of its own, which do not end with another application. */
		@Bean
		ReactorResourceFactory threads() {
			ReactorResourceFactory threads = new ReactorResourceFactory();
			threads.setUseGlobalResources(false);
			threads.setShutdownQuietPeriod(Duration.ZERO);
			return threads;
		}

	}

}
