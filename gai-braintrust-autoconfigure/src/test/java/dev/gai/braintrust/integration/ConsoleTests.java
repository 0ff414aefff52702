package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console of real web applications, one on Spring MVC and one on WebFlux, asked over
 * HTTP.
 */
@Tag("application")
class ConsoleTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final SharedApplications<WebApplicationType> applications = new SharedApplications<>(
			(type) -> ConsoleClient.run(braintrust, type));

	@AfterAll
	static void stop() {
		applications.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void servesThePageWithEverythingItNeedsAndNothingElse(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		HttpResponse<String> bare = ConsoleClient.get(context, "/gai");
		assertThat(bare.statusCode()).isEqualTo(302);
		assertThat(bare.headers().firstValue("Location")).hasValue("gai/");

		HttpResponse<String> page = ConsoleClient.get(context, "/gai/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type"))
			.hasValueSatisfying((contentType) -> assertThat(contentType).startsWith("text/html"));
		assertThat(page.body()).doesNotContainPattern("(src|href)=\"(/|http)");
		for (String file : filesOfThePage()) {
			HttpResponse<String> response = ConsoleClient.get(context, "/gai/" + file);
			assertThat(response.statusCode()).as(file).isEqualTo(200);
			ConsoleClient.assertGuarded(response);
		}
		ConsoleClient.assertGuarded(page);
		for (String path : List.of("/gai/package-info.class", "/gai/Console.class", "/gai/nothing.js",
				"/gai/data/nothing", "/gai/..%2f..%2fapplication.properties", "/gai/data/traces/unknown")) {
			assertThat(ConsoleClient.get(context, path).statusCode()).as(path).isIn(400, 404);
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

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void findsWordsWhereverTheyWereSaid(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		String traceId = ConsoleClient.ask(context, "x".repeat(5_000) + " Was sagt \"Müller\"?");
		ConsoleClient.awaitRows(context, 2);

		for (String query : List.of("m%C3%BCller", "SAGT", "%22m%C3%BCller%22%20researcher", traceId)) {
			assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/search?q=" + query))
				.path("traces")
				.get(0)
				.asString()).as(query).isEqualTo(traceId);
		}
		for (String query : List.of("", "%20", "nowhere", "sagt%20nowhere", "(((", "sk-proj-")) {
			assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/search?q=" + query)).path("traces"))
				.as(query)
				.isEmpty();
		}
	}

	@Test
	void showsSpansWhileTheyRun() {
		ConfigurableApplicationContext context = applications.get(WebApplicationType.SERVLET);
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		tracer.agent("researcher").call((agent) -> tracer.tool("search").call((tool) -> {
			JsonNode open = ConsoleClient.json(ConsoleClient.get(context, "/gai/data/rows")).path("open");
			assertThat(open).extracting((row) -> row.path("name").asString())
				.containsExactly("invoke_agent researcher", "execute_tool search");
			assertThat(open.get(1).path("parent").asString()).isEqualTo(open.get(0).path("id").asString())
				.isEqualTo(agent.spanId());
			assertThat(open.get(1).path("type").asString()).isEqualTo("tool");
			return "found";
		}));
		ConsoleClient.awaitRows(context, 2);

		assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/rows")).path("open")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void refusesWhatDoesNotComeFromItsOwnPage(WebApplicationType type) throws IOException {
		Map<String, String> foreign = Map.of("Host", "evil.example", "Origin", "http://evil.example", "Sec-Fetch-Site",
				"cross-site", "X-Forwarded-For", "127.0.0.1");
		ConfigurableApplicationContext context = applications.get(type);
		ConsoleClient.ask(context, "A private question");
		ConsoleClient.awaitRows(context, 2);
		for (Map.Entry<String, String> header : foreign.entrySet()) {
			for (String path : List.of("/gai/", "/gai/app.js", "/gai/data/rows", "/gai/data/stream")) {
				assertThat(ConsoleClient.raw(context, "GET", path, header.getKey(), header.getValue()))
					.as(path + " " + header)
					.startsWith("HTTP/1.1 403")
					.doesNotContain("private");
			}
			assertThat(ConsoleClient.raw(context, "POST", "/gai/data/clear", header.getKey(), header.getValue()))
				.startsWith("HTTP/1.1 403");
		}
		assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/rows")).path("rows")).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void letsInWhoHasTheAddressOfTheLogForASession(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		ConsoleClient.ask(context, "A private question");
		ConsoleClient.awaitRows(context, 2);
		for (String path : List.of("/gai/", "/gai/?token=", "/gai/?token=guessed", "/gai/app.js", "/gai/data/rows",
				"/gai/data/about", "/gai/data/stream", "/gai/data/rows?token=" + ConsoleClient.TOKEN)) {
			// As one from elsewhere whom a proxy on this machine lets through.
			HttpResponse<String> refused = ConsoleClient
				.send(HttpRequest.newBuilder(ConsoleClient.uri(context, path)).build());
			assertThat(refused.statusCode()).as(path).isEqualTo(403);
			assertThat(refused.body()).contains("a token is in it").doesNotContain("private", ConsoleClient.TOKEN);
		}
		HttpResponse<String> forged = ConsoleClient
			.send(HttpRequest.newBuilder(ConsoleClient.uri(context, "/gai/data/rows"))
				.header("Cookie", ConsoleClient.cookie(context) + "x")
				.build());
		assertThat(forged.statusCode()).isEqualTo(403);

		HttpResponse<String> bare = ConsoleClient
			.send(HttpRequest.newBuilder(ConsoleClient.uri(context, "/gai?token=" + ConsoleClient.TOKEN)).build());
		assertThat(bare.headers().firstValue("Location")).hasValue("gai/?token=" + ConsoleClient.TOKEN);
		HttpResponse<String> admitted = ConsoleClient
			.send(HttpRequest.newBuilder(ConsoleClient.uri(context, "/gai/?token=" + ConsoleClient.TOKEN)).build());
		assertThat(admitted.statusCode()).isEqualTo(303);
		assertThat(admitted.headers().firstValue("Location")).hasValue("./");
		ConsoleClient.assertGuarded(admitted);
		assertThat(admitted.headers().firstValue("Set-Cookie"))
			.hasValue(ConsoleClient.cookie(context) + "; HttpOnly; SameSite=Lax");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isClearedByItsOwnPageOnly(WebApplicationType type) {
		ConfigurableApplicationContext context = applications.get(type);
		ConsoleClient.ask(context, "Hi");
		ConsoleClient.awaitRows(context, 2);

		assertThat(ConsoleClient.post(context, "/gai/data/clear").statusCode()).isEqualTo(403);
		assertThat(ConsoleClient.post(context, "/gai/data/rows", "X-Gai-Console", "clear").statusCode()).isEqualTo(405);
		assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/rows")).path("rows")).hasSize(2);

		assertThat(ConsoleClient.post(context, "/gai/data/clear", "X-Gai-Console", "clear").statusCode())
			.isEqualTo(204);
		assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/rows")).path("rows")).isEmpty();
	}

}
