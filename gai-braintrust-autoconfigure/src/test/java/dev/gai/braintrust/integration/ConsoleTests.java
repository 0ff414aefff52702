package dev.gai.braintrust.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console of real web applications, one on Spring MVC and one on WebFlux, asked over
 * HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class ConsoleTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final String TOKEN = Console.address().substring("?token=".length());

	private static final SharedApplications<WebApplicationType> applications = new SharedApplications<>(
			ConsoleTests::run);

	private final HttpClient client = HttpClient.newHttpClient();

	@AfterAll
	static void stop() {
		applications.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void servesThePageWithEverythingItNeedsAndNothingElse(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		HttpResponse<String> bare = get(context, "/gai");
		assertThat(bare.statusCode()).isEqualTo(302);
		assertThat(bare.headers().firstValue("Location")).hasValue("gai/");

		HttpResponse<String> page = get(context, "/gai/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type"))
			.hasValueSatisfying((contentType) -> assertThat(contentType).startsWith("text/html"));
		assertThat(page.body()).doesNotContainPattern("(src|href)=\"(/|http)");
		for (String file : filesOfThePage()) {
			HttpResponse<String> response = get(context, "/gai/" + file);
			assertThat(response.statusCode()).as(file).isEqualTo(200);
			assertGuarded(response);
		}
		assertGuarded(page);
		for (String path : List.of("/gai/package-info.class", "/gai/Console.class", "/gai/nothing.js",
				"/gai/data/nothing", "/gai/..%2f..%2fapplication.properties", "/gai/data/traces/unknown")) {
			assertThat(get(context, path).statusCode()).as(path).isIn(400, 404);
		}
	}

	/** All that lie beside the page in the library. */
	private static List<String> filesOfThePage() {
		try (Stream<Path> files = Files.list(Path.of(Console.class.getResource("app.js").toURI()).getParent())) {
			List<String> names = files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.endsWith(".class"))
				.toList();
			assertThat(names).hasSizeGreaterThan(20);
			return names;
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertGuarded(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Content-Security-Policy"))
			.hasValueSatisfying((policy) -> assertThat(policy).startsWith("default-src 'self';")
				.contains("frame-ancestors 'none'")
				.doesNotContain("unsafe"));
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void showsWhatIsSentAndHowItIsSent(WebApplicationType type) {
		try (ConfigurableApplicationContext context = run(type)) {
			String traceId = ask(context, "What is <script>alert(1)</script>?");
			JsonNode rows = awaitRows(context, 2);

			assertThat(rows).extracting((row) -> row.path("name").asString())
				.containsExactly("chat gpt-4o-mini", "invoke_agent researcher");
			JsonNode call = rows.get(0);
			assertThat(call.path("metrics").path("tokens").asInt()).isEqualTo(15);
			assertThat(call.path("metrics").path("estimated_cost").asDouble()).isPositive();
			assertThat(call.path("scores").path("accuracy").asDouble()).isEqualTo(0.5);
			assertThat(call.path("parent").asString()).isEqualTo(rows.get(1).path("id").asString());
			HttpResponse<String> trace = get(context, "/gai/data/traces/" + traceId);
			assertThat(trace.headers().firstValue("Content-Type")).hasValue("application/json");
			assertGuarded(trace);
			JsonNode full = json(trace).path("rows").get(0);
			assertThat(full.path("attributes").path("braintrust.input_json").asString()).contains("<script>")
				.contains("[masked:api-key]")
				.doesNotContain("sk-proj-");
			assertThat(full.path("attributes").path("gen_ai.usage.input_tokens").asLong()).isEqualTo(10);
			assertThat(full.path("attributes").path("braintrust.parent").asString()).isEqualTo("project_name:demo");
			assertThat(json(get(context, "/gai/data/about")).path("sentTo").asString()).startsWith(braintrust.url());
			braintrust.awaitSpans(2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void findsWordsWhereverTheyWereSaid(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		String traceId = ask(context, "x".repeat(5_000) + " Was sagt \"Müller\"?");
		awaitRows(context, 2);

		for (String query : List.of("m%C3%BCller", "SAGT", "%22m%C3%BCller%22%20researcher", traceId)) {
			assertThat(json(get(context, "/gai/data/search?q=" + query)).path("traces").get(0).asString()).as(query)
				.isEqualTo(traceId);
		}
		for (String query : List.of("", "%20", "nowhere", "sagt%20nowhere", "(((", "sk-proj-")) {
			assertThat(json(get(context, "/gai/data/search?q=" + query)).path("traces")).as(query).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void showsEverythingWithoutAKeyAndSendsNothing(WebApplicationType type, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(type, "--gai.braintrust.api-key=",
				"--management.tracing.sampling.probability=0")) {
			ask(context, "Hi");

			assertThat(awaitRows(context, 2)).hasSize(2);
			JsonNode about = json(get(context, "/gai/data/about"));
			assertThat(about.path("sentTo").isNull()).isTrue();
			assertThat(about.path("notSent").asString()).startsWith("No API key is set");
			JsonNode health = json(get(context, "/actuator/health")).path("components").path("braintrust");
			assertThat(health.path("status").asString()).isEqualTo("UNKNOWN");
			assertThat(health.path("details").path("reason").asString()).startsWith("No API key is set");
		}
		assertThat(braintrust.requests()).isEmpty();
		assertThat(output).contains("Spans are not sent to Braintrust. No API key is set")
			.containsPattern("WARN.*The console shows .* at http://localhost:\\d+/gai/\\?token=[\\w-]{22}\\.")
			.doesNotContain("spans delivered");
	}

	@Test
	void saysWhatItNeedsBesideSpringSecurity(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.properties(braintrust.properties())
			.properties("server.port=0", "gai.braintrust.console.enabled=true",
					"gai.braintrust.console.persistent=false")
			.initializers((created) -> ((GenericApplicationContext) created).registerBean("springSecurityFilterChain",
					Object.class, Object::new))
			.run()) {
			assertThat(context.isActive()).isTrue();
		}
		assertThat(output).contains("Spring Security is in use and answers /gai with 401 or 403 unless");
	}

	@Test
	void showsSpansWhileTheyRun() {
		ConfigurableApplicationContext context = applications.get(WebApplicationType.SERVLET);
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		tracer.agent("researcher").call((agent) -> tracer.tool("search").call((tool) -> {
			JsonNode open = json(get(context, "/gai/data/rows")).path("open");
			assertThat(open).extracting((row) -> row.path("name").asString())
				.containsExactly("invoke_agent researcher", "execute_tool search");
			assertThat(open.get(1).path("parent").asString()).isEqualTo(open.get(0).path("id").asString())
				.isEqualTo(agent.spanId());
			assertThat(open.get(1).path("type").asString()).isEqualTo("tool");
			return "found";
		}));
		awaitRows(context, 2);

		assertThat(json(get(context, "/gai/data/rows")).path("open")).isEmpty();
	}

	@Test
	void showsTracesOfTheRunBefore(@TempDir Path spool) {
		String[] kept = { "--gai.braintrust.console.persistent=true", "--gai.braintrust.export.spool.enabled=true",
				"--gai.braintrust.export.spool.directory=" + spool };
		String traceId;
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, kept)) {
			traceId = ask(context, "A question before the restart");
			awaitRows(context, 2);
		}
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, kept)) {
			awaitRows(context, 2);

			assertThat(get(context, "/gai/data/traces/" + traceId).body()).contains("A question before the restart");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void showsNoPromptWhereNoneIsCaptured(WebApplicationType type) {
		try (ConfigurableApplicationContext context = run(type, "--gai.braintrust.content.capture=none")) {
			String traceId = ask(context, "A very private question");
			awaitRows(context, 2);

			assertThat(get(context, "/gai/data/traces/" + traceId).body()).contains("gpt-4o-mini")
				.doesNotContain("private question");
			assertThat(get(context, "/gai/data/rows").body()).doesNotContain("private question");
			assertThat(json(get(context, "/gai/data/about")).path("contentCaptured").asBoolean()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void refusesWhatDoesNotComeFromItsOwnPage(WebApplicationType type) throws IOException {
		Map<String, String> foreign = Map.of("Host", "evil.example", "Origin", "http://evil.example", "Sec-Fetch-Site",
				"cross-site", "X-Forwarded-For", "127.0.0.1");
		ConfigurableApplicationContext context = applications.get(type);
		ask(context, "A private question");
		awaitRows(context, 2);
		for (Map.Entry<String, String> header : foreign.entrySet()) {
			for (String path : List.of("/gai/", "/gai/app.js", "/gai/data/rows", "/gai/data/stream")) {
				assertThat(raw(context, "GET", path, header.getKey(), header.getValue())).as(path + " " + header)
					.startsWith("HTTP/1.1 403")
					.doesNotContain("private");
			}
			assertThat(raw(context, "POST", "/gai/data/clear", header.getKey(), header.getValue()))
				.startsWith("HTTP/1.1 403");
		}
		assertThat(json(get(context, "/gai/data/rows")).path("rows")).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void letsInWhoHasTheAddressOfTheLogForASession(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		ask(context, "A private question");
		awaitRows(context, 2);
		for (String path : List.of("/gai/", "/gai/?token=", "/gai/?token=guessed", "/gai/app.js", "/gai/data/rows",
				"/gai/data/about", "/gai/data/stream", "/gai/data/rows?token=" + TOKEN)) {
			// As one from elsewhere whom a proxy on this machine lets through.
			HttpResponse<String> refused = send(HttpRequest.newBuilder(uri(context, path)).build());
			assertThat(refused.statusCode()).as(path).isEqualTo(403);
			assertThat(refused.body()).contains("a token is in it").doesNotContain("private", TOKEN);
		}
		HttpResponse<String> forged = send(
				HttpRequest.newBuilder(uri(context, "/gai/data/rows")).header("Cookie", cookie(context) + "x").build());
		assertThat(forged.statusCode()).isEqualTo(403);

		HttpResponse<String> bare = send(HttpRequest.newBuilder(uri(context, "/gai?token=" + TOKEN)).build());
		assertThat(bare.headers().firstValue("Location")).hasValue("gai/?token=" + TOKEN);
		HttpResponse<String> admitted = send(HttpRequest.newBuilder(uri(context, "/gai/?token=" + TOKEN)).build());
		assertThat(admitted.statusCode()).isEqualTo(303);
		assertThat(admitted.headers().firstValue("Location")).hasValue("./");
		assertGuarded(admitted);
		assertThat(admitted.headers().firstValue("Set-Cookie")).hasValue(cookie(context) + "; HttpOnly; SameSite=Lax");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void letsNobodyInWhereAddressesAreForwarded(WebApplicationType type, CapturedOutput output) {
		for (String strategy : List.of("framework", "native")) {
			try (ConfigurableApplicationContext context = run(type, "--server.forward-headers-strategy=" + strategy)) {
				assertThat(get(context, "/gai/").statusCode()).isEqualTo(403);
				assertThat(output).contains("The console is enabled but refuses all requests");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isClearedByItsOwnPageOnly(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		ask(context, "Hi");
		awaitRows(context, 2);

		assertThat(post(context, "/gai/data/clear").statusCode()).isEqualTo(403);
		assertThat(post(context, "/gai/data/rows", "X-Gai-Console", "clear").statusCode()).isEqualTo(405);
		assertThat(json(get(context, "/gai/data/rows")).path("rows")).hasSize(2);

		assertThat(post(context, "/gai/data/clear", "X-Gai-Console", "clear").statusCode()).isEqualTo(204);
		assertThat(json(get(context, "/gai/data/rows")).path("rows")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tellsOpenPagesAtOnceAndEndsWithTheApplication(WebApplicationType type) throws Exception {
		ConfigurableApplicationContext context = run(type);
		try (InputStream stream = open(context).body()) {
			BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
			JsonNode first = nextEvent(lines);
			assertThat(first.path("reset").asBoolean()).isTrue();
			assertThat(first.path("rows")).isEmpty();

			ask(context, "Hi");
			List<String> names = new ArrayList<>();
			while (names.size() < 2) {
				nextEvent(lines).path("rows").forEach((row) -> names.add(row.path("name").asString()));
			}
			assertThat(names).containsExactly("chat gpt-4o-mini", "invoke_agent researcher");

			CompletableFuture<Void> closing = CompletableFuture.runAsync(context::close);
			while (lines.readLine() != null) {
				// Until the response ends.
			}
			closing.get(20, TimeUnit.SECONDS);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tellsOnlySoManyPagesAndForgetsThoseThatAreGone(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = run(type)) {
			List<HttpResponse<InputStream>> open = new ArrayList<>();
			for (int i = 0; i < 32; i++) {
				open.add(open(context));
				assertThat(open.get(i).statusCode()).isEqualTo(200);
				nextEvent(new BufferedReader(new InputStreamReader(open.get(i).body(), StandardCharsets.UTF_8)));
			}
			try (InputStream refused = open(context).body()) {
				assertThat(new String(refused.readAllBytes(), StandardCharsets.UTF_8)).contains("open too often");
			}

			for (HttpResponse<InputStream> response : open) {
				response.body().close();
			}

			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
				ask(context, "Hi");
				HttpResponse<InputStream> again = open(context);
				again.body().close();
				return again.statusCode() == 200;
			});
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void isBelowThePathOfTheApplication(WebApplicationType type, String property, String prefix,
			CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(type, property, "--gai.braintrust.console.path=/dev/ai")) {
			assertThat(get(context, prefix + "/dev/ai").headers().firstValue("Location")).hasValue("ai/");
			assertThat(get(context, prefix + "/dev/ai/").statusCode()).isEqualTo(200);
			assertThat(get(context, prefix + "/dev/ai/data/rows").statusCode()).isEqualTo(200);
			assertThat(get(context, "/gai/").statusCode()).isEqualTo(404);
			assertThat(output).containsPattern("http://localhost:\\d+" + prefix + "/dev/ai/\\?token=[\\w-]{22}\\.");
		}
	}

	static Stream<Arguments> paths() {
		return Stream.of(Arguments.of(WebApplicationType.SERVLET, "--server.servlet.context-path=/dev/ai", "/dev/ai"),
				Arguments.of(WebApplicationType.SERVLET, "--spring.mvc.servlet.path=/dev", "/dev"),
				Arguments.of(WebApplicationType.REACTIVE, "--spring.webflux.base-path=/base", "/base"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isNotThereUnlessSwitchedOn(WebApplicationType type, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(type, "--gai.braintrust.console.enabled=false")) {
			assertThat(get(context, "/gai/").statusCode()).isEqualTo(404);
			assertThat(output).doesNotContain("The console");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isNotObservedItself(WebApplicationType type) {
		try (ConfigurableApplicationContext context = run(type, "--gai.braintrust.export.ai-only=false")) {
			get(context, "/gai/");
			get(context, "/gai/data/rows");
			get(context, "/elsewhere");

			assertThat(awaitRows(context, 1)).hasSize(1);
			assertThat(get(context, "/gai/data/rows").body()).doesNotContain("/gai");
		}
	}

	/** An agent with a call of a model; returns the id of the trace. */
	private static String ask(ConfigurableApplicationContext context, String question) {
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		return tracer.agent("researcher").call((agent) -> {
			tracer.llm("openai", "gpt-4o-mini").input(question + " sk-proj-" + "a1B2".repeat(10)).call((span) -> {
				span.usage(10, 5).score("accuracy", 0.5);
				return "An answer";
			});
			return agent.traceId();
		});
	}

	private JsonNode awaitRows(ConfigurableApplicationContext context, int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> json(get(context, "/gai/data/rows")).path("rows").size() >= count);
		return json(get(context, "/gai/data/rows")).path("rows");
	}

	private static JsonNode nextEvent(BufferedReader lines) throws IOException {
		String line = lines.readLine();
		while (line != null && !line.startsWith("data:")) {
			line = lines.readLine();
		}
		assertThat(line).isNotNull();
		return JsonMapper.shared().readTree(line.substring("data:".length()));
	}

	private HttpResponse<InputStream> open(ConfigurableApplicationContext context) throws Exception {
		return this.client.send(letIn(context, "/gai/data/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) {
		return send(letIn(context, path).build());
	}

	private HttpResponse<String> post(ConfigurableApplicationContext context, String path, String... headers) {
		HttpRequest.Builder request = letIn(context, path).POST(HttpRequest.BodyPublishers.noBody());
		return send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A request with any header, also one that clients do not let be set. */
	private static String raw(ConfigurableApplicationContext context, String method, String path, String header,
			String value) throws IOException {
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
	private static HttpRequest.Builder letIn(ConfigurableApplicationContext context, String path) {
		return HttpRequest.newBuilder(uri(context, path)).header("Cookie", "other=1; " + cookie(context));
	}

	private static String cookie(ConfigurableApplicationContext context) {
		return "gai-console-" + uri(context, "/").getPort() + "=" + TOKEN;
	}

	private static URI uri(ConfigurableApplicationContext context, String path) {
		return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, String... arguments) {
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
