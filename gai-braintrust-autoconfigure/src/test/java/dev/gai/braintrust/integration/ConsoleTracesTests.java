package dev.gai.braintrust.integration;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.testing.BraintrustServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces that come to the console while it is looked at, and those that were there
 * before.
 */
@Tag("application")
class ConsoleTracesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void showsWhatIsSentAndHowItIsSent(WebApplicationType type) {
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type)) {
			String traceId = ConsoleClient.ask(context, "What is <script>alert(1)</script>?");
			JsonNode rows = ConsoleClient.awaitRows(context, 2);

			assertThat(rows).extracting((row) -> row.path("name").asString())
				.containsExactly("chat gpt-4o-mini", "invoke_agent researcher");
			JsonNode call = rows.get(0);
			assertThat(call.path("metrics").path("tokens").asInt()).isEqualTo(15);
			assertThat(call.path("metrics").path("estimated_cost").asDouble()).isPositive();
			assertThat(call.path("scores").path("accuracy").asDouble()).isEqualTo(0.5);
			assertThat(call.path("parent").asString()).isEqualTo(rows.get(1).path("id").asString());
			HttpResponse<String> trace = ConsoleClient.get(context, "/gai/data/traces/" + traceId);
			assertThat(trace.headers().firstValue("Content-Type")).hasValue("application/json");
			ConsoleClient.assertGuarded(trace);
			JsonNode full = ConsoleClient.json(trace).path("rows").get(0);
			assertThat(full.path("attributes").path("braintrust.input_json").asString()).contains("<script>")
				.contains("[masked:api-key]")
				.doesNotContain("sk-proj-");
			assertThat(full.path("attributes").path("gen_ai.usage.input_tokens").asLong()).isEqualTo(10);
			assertThat(full.path("attributes").path("braintrust.parent").asString()).isEqualTo("project_name:demo");
			assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/about")).path("sentTo").asString())
				.startsWith(braintrust.url());
			braintrust.awaitSpans(2);
		}
	}

	@Test
	void showsTracesOfTheRunBefore(@TempDir Path spool) {
		String[] kept = { "--gai.braintrust.console.persistent=true", "--gai.braintrust.export.spool.enabled=true",
				"--gai.braintrust.export.spool.directory=" + spool };
		String traceId;
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, WebApplicationType.SERVLET, kept)) {
			traceId = ConsoleClient.ask(context, "A question before the restart");
			ConsoleClient.awaitRows(context, 2);
		}
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, WebApplicationType.SERVLET, kept)) {
			ConsoleClient.awaitRows(context, 2);

			assertThat(ConsoleClient.get(context, "/gai/data/traces/" + traceId).body())
				.contains("A question before the restart");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tellsOpenPagesAtOnceAndEndsWithTheApplication(WebApplicationType type) throws Exception {
		ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type);
		try (InputStream stream = ConsoleClient.open(context).body()) {
			BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
			JsonNode first = ConsoleClient.nextEvent(lines);
			assertThat(first.path("reset").asBoolean()).isTrue();
			assertThat(first.path("rows")).isEmpty();

			ConsoleClient.ask(context, "Hi");
			List<String> names = new ArrayList<>();
			while (names.size() < 2) {
				ConsoleClient.nextEvent(lines).path("rows").forEach((row) -> names.add(row.path("name").asString()));
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
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type)) {
			List<HttpResponse<InputStream>> open = new ArrayList<>();
			for (int i = 0; i < 32; i++) {
				open.add(ConsoleClient.open(context));
				assertThat(open.get(i).statusCode()).isEqualTo(200);
				ConsoleClient
					.nextEvent(new BufferedReader(new InputStreamReader(open.get(i).body(), StandardCharsets.UTF_8)));
			}
			try (InputStream refused = ConsoleClient.open(context).body()) {
				assertThat(new String(refused.readAllBytes(), StandardCharsets.UTF_8)).contains("open too often");
			}

			for (HttpResponse<InputStream> response : open) {
				response.body().close();
			}

			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
				ConsoleClient.ask(context, "Hi");
				HttpResponse<InputStream> again = ConsoleClient.open(context);
				again.body().close();
				return again.statusCode() == 200;
			});
		}
	}

}
