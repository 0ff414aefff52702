package dev.gai.braintrust.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.testing.RestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Prompts where the disk, the name or the service is not as it should be.
 */
@Tag("thorough")
class OddPromptsTests {

	@RegisterExtension
	static final RestServer server = new RestServer();

	private final List<PromptChangedEvent> changes = new CopyOnWriteArrayList<>();

	private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

	@TempDir
	private Path folder;

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable prompts : this.opened) {
			prompts.close();
		}
	}

	@Test
	void areServedFromMemoryWhereNoCopyCanBeKept() throws IOException {
		Path file = Files.writeString(this.folder.resolve("no-folder"), "full");
		server.get("/v1/prompt", answer("1", "kind"));
		ServedPrompts prompts = prompts(file, Duration.ofMinutes(1));

		BraintrustPrompt prompt = prompts.get("greeter");

		assertThat(prompt.version()).isEqualTo("1");
		assertThat(prompts.get("greeter")).isSameAs(prompt);
		assertThat(file).hasContent("full");
	}

	@Test
	void followTheServiceBackToAnEarlierVersion() {
		server.get("/v1/prompt", answer("2", "new"));
		ServedPrompts prompts = prompts(this.folder, Duration.ofMillis(50));
		assertThat(prompts.get("greeter").version()).isEqualTo("2");

		server.get("/v1/prompt", answer("1", "old"));

		Awaitility.await().until(() -> {
			// Asked for again, or it is not refreshed.
			return prompts.get("greeter").version().equals("1");
		});
		Awaitility.await().until(() -> !this.changes.isEmpty());
		assertThat(this.changes).hasSize(1);
	}

	@Test
	void areAskedForOnceByManyThreads() {
		server.get("/v1/prompt", answer("1", "kind"));
		ServedPrompts prompts = prompts(this.folder, Duration.ofMinutes(1));
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			List<CompletableFuture<BraintrustPrompt>> asked = IntStream.range(0, 200)
				.mapToObj((number) -> CompletableFuture.supplyAsync(() -> prompts.get("greeter"), threads))
				.toList();

			assertThat(asked).extracting(CompletableFuture::join).doesNotContainNull().hasSize(200);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(server.requests("/v1/prompt")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../etc/passwd", "a/../../b", "..\\..\\b", "a b", "a&slug=b", "a#b", "a%2e%2e",
			"\u0000", "ключ", "a\nb", "\uD83D\uDE00", "classpath:x", "file:/etc/passwd", "*" })
	void areNotFoundUnderOddNamesAndNothingElseIs(String slug) {
		server.get("/v1/prompt", WireMock.okJson("{\"objects\":[]}"));
		ServedPrompts prompts = prompts(this.folder, Duration.ofMinutes(1));

		assertThatThrownBy(() -> prompts.get(slug)).isInstanceOfAny(PromptNotFoundException.class,
				IllegalArgumentException.class);
		assertThat(server.requests("/v1/prompt")).allSatisfy((request) -> assertThat(
				request.queryParameter("slug").isSingleValued() && request.queryParameter("slug").containsValue(slug))
			.isTrue());
	}

	private ServedPrompts prompts(Path directory, Duration refresh) {
		BraintrustApi api = server.api(Duration.ofSeconds(5));
		ServedPrompts prompts = new ServedPrompts(
				new PromptSource(api, new ProjectReference(api, "project_name:shop", null)),
				new PromptCopies(directory,
						new PromptOwner("https://api project_name:shop", "Bearer " + RestServer.KEY),
						"classpath:dev/gai/braintrust/prompt", new DefaultResourceLoader()),
				new ServedPrompts.Settings(refresh, Duration.ofSeconds(5)), this.changes::add, new RenderedPrompts(),
				JsonMapper::shared);
		this.opened.add(prompts);
		return prompts;
	}

	private static ResponseDefinitionBuilder answer(String version, String text) {
		return RestServer.json("""
				{"objects":[{"id":"prompt-id","_xact_id":"%s","project_id":"p-1","name":"Greeter","slug":"greeter",
				 "prompt_data":{"prompt":{"type":"chat","messages":[{"role":"system","content":"%s"}]},
				 "options":{"model":"gpt-4o-mini"}}}]}""".formatted(version, text));
	}

}
