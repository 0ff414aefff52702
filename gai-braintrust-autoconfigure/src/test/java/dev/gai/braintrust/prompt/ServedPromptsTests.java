package dev.gai.braintrust.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.testing.RestFault;
import dev.gai.braintrust.testing.RestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServedPrompts}.
 */
@Tag("thorough")
class ServedPromptsTests {

	@RegisterExtension
	static final RestServer server = new RestServer();

	private final List<PromptChangedEvent> changes = new CopyOnWriteArrayList<>();

	private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

	private final RenderedPrompts memory = new RenderedPrompts();

	@TempDir
	private Path directory;

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable prompts : this.opened) {
			prompts.close();
		}
	}

	@Test
	void waitsForTheFirstCopyAndServesItFromMemoryAfterwards() {
		server.get("/v1/prompt", answer("1", "Greet {{name}} kindly"));
		ServedPrompts prompts = prompts(Duration.ofMinutes(1));

		BraintrustPrompt prompt = prompts.get("greeter");

		assertThat(prompt.version()).isEqualTo("1");
		assertThat(prompt.id()).isEqualTo("prompt-id");
		assertThat(prompt.origin()).isEqualTo(PromptOrigin.BRAINTRUST);
		assertThat(prompt.render(Map.of("name", "Ada")).messages().get(0).content()).isEqualTo("Greet Ada kindly");
		assertThat(prompts.get("greeter")).isSameAs(prompt);
		assertThat(server.requests("/v1/prompt")).singleElement()
			.satisfies(
					(request) -> assertThat(request.getUrl()).isEqualTo("/v1/prompt?project_name=shop&slug=greeter"));
	}

	@Test
	void tellsOfANewVersion() {
		server.get("/v1/prompt", answer("1", "old"));
		ServedPrompts prompts = prompts(Duration.ofMillis(50));
		prompts.get("greeter");

		server.get("/v1/prompt", answer("2", "new"));

		Awaitility.await().until(() -> "2".equals(prompts.get("greeter").version()));
		Awaitility.await().until(() -> !this.changes.isEmpty());
		assertThat(this.changes).containsExactly(new PromptChangedEvent("greeter", "1", "2"));
	}

	@Test
	void asksForTheVersionOfAnEnvironment() {
		server.get("/v1/prompt", answer("1", "text"));

		prompts(Duration.ofMinutes(1)).get("greeter", PromptVersion.environment("production"));

		assertThat(server.requests("/v1/prompt").get(0).getUrl())
			.isEqualTo("/v1/prompt?project_name=shop&slug=greeter&environment=production");
	}

	@Test
	void asksForACertainVersionOnlyOnce() {
		server.get("/v1/prompt", answer("7", "text"));
		ServedPrompts prompts = prompts(Duration.ofMillis(10));
		PromptVersion version = PromptVersion.version("7");

		prompts.get("greeter", version);

		Awaitility.await().during(Duration.ofMillis(150)).until(() -> {
			prompts.get("greeter", version);
			return server.requests("/v1/prompt").size() == 1;
		});
	}

	@ParameterizedTest
	@EnumSource
	void servesTheLastGoodCopyAfterARestartWhateverBraintrustAnswers(RestFault fault) {
		server.get("/v1/prompt", answer("1", "kept"));
		ServedPrompts before = prompts(Duration.ofMinutes(1));
		before.get("greeter");
		Awaitility.await().until(() -> Files.list(this.directory).findAny().isPresent());
		server.get("/v1/prompt", fault.answer());

		BraintrustPrompt prompt = prompts(Duration.ofMinutes(1)).get("greeter");

		assertThat(prompt.origin()).isEqualTo(PromptOrigin.DISK);
		assertThat(prompt.version()).isEqualTo("1");
	}

	@Test
	void servesACopyAtOnceThoughBraintrustHangs() throws IOException {
		server.get("/v1/prompt", answer("1", "new").withFixedDelay(60_000));
		ServedPrompts prompts = prompts(Duration.ofMinutes(1), Duration.ofMinutes(5), RestServer.KEY);

		assertThat(prompts.get("bundled").origin()).isEqualTo(PromptOrigin.FALLBACK);
	}

	@Test
	void neverServesACopyThatAnotherKeyHasFetched() {
		server.get("/v1/prompt", answer("1", "secret"));
		prompts(Duration.ofMinutes(1)).get("greeter");
		Awaitility.await().until(() -> Files.list(this.directory).findAny().isPresent());
		server.get("/v1/prompt", WireMock.aResponse().withStatus(500));

		ServedPrompts other = prompts(Duration.ofMinutes(1), Duration.ofSeconds(5), "another-key");

		assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> other.get("greeter"));
	}

	@Test
	void keepsCopiesThatOnlyThisUserCanRead() throws IOException {
		server.get("/v1/prompt", answer("1", "kept"));
		prompts(Duration.ofMinutes(1)).get("greeter");
		Awaitility.await().until(() -> Files.list(this.directory).findAny().isPresent());

		try (var files = Files.list(this.directory)) {
			assertThat(files).singleElement().satisfies((file) -> {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
				assertThat(file.getFileName().toString()).doesNotContain("greeter", "shop");
			});
		}
	}

	@Test
	void saysWhereItLookedForAPromptThatIsNowhere() {
		server.get("/v1/prompt", RestServer.json("{\"objects\":[]}"));

		assertThatExceptionOfType(PromptNotFoundException.class)
			.isThrownBy(() -> prompts(Duration.ofMinutes(1)).get("greter"))
			.withMessage("There is no prompt 'greter' (latest version): Braintrust does not know it; no copy of an "
					+ "earlier run; nothing at classpath:dev/gai/braintrust/prompt/greter.json")
			.satisfies((failure) -> assertThat(failure.slug()).isEqualTo("greter"));
	}

	@Test
	void looksAgainForAPromptThatWasNotThere() {
		server.get("/v1/prompt", RestServer.json("{\"objects\":[]}"));
		ServedPrompts prompts = prompts(Duration.ofMinutes(1));
		assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> prompts.get("greeter"));

		server.get("/v1/prompt", answer("1", "late"));

		Awaitility.await().ignoreExceptions().until(() -> "1".equals(prompts.get("greeter").version()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"objects\":[{},{}]}", "{\"objects\":[{\"prompt_data\":{}}]}",
			"{\"objects\":[{\"prompt_data\":{\"prompt\":{\"type\":\"chat\",\"messages\":[3]}}}]}",
			"{\"objects\":[{\"prompt_data\":{\"prompt\":{\"type\":\"chat\",\"messages\":[]},\"template_format\":\"nunjucks\"}}]}" })
	void keepsTheCopyInUseWhenWhatComesCannotBeUsed(String answer) {
		server.get("/v1/prompt", answer("1", "good"));
		ServedPrompts prompts = prompts(Duration.ofMillis(20));
		prompts.get("greeter");

		server.get("/v1/prompt", RestServer.json(answer));

		Awaitility.await().until(() -> {
			// A prompt that nobody asks for is not refreshed any longer.
			prompts.get("greeter");
			return prompts.status().lastFailure() != null;
		});
		assertThat(prompts.get("greeter").version()).isEqualTo("1");
		assertThat(prompts.status().lastFailure()).startsWith("what Braintrust sent cannot be used: ");
		assertThat(prompts.status().prompts())
			.containsExactly(new PromptStatus.Served("greeter", "latest version", "1", PromptOrigin.BRAINTRUST));
	}

	@Test
	void worksWithoutAKeyFromTheClassPath() {
		ServedPrompts prompts = new ServedPrompts(null, copies(null, ""),
				new ServedPrompts.Settings(Duration.ofMinutes(1), Duration.ofSeconds(5)), this.changes::add,
				this.memory, JsonMapper::shared);
		this.opened.add(prompts);

		assertThat(prompts.get("bundled").render(Map.of("topic", "tea")).messages().get(1).content())
			.isEqualTo("What of tea?");
		assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> prompts.get("other"))
			.withMessageContaining("set BRAINTRUST_API_KEY");
	}

	private ServedPrompts prompts(Duration refresh) {
		return prompts(refresh, Duration.ofSeconds(5), RestServer.KEY);
	}

	private ServedPrompts prompts(Duration refresh, Duration timeout, String key) {
		BraintrustApi api = server.api(Duration.ofSeconds(5));
		ServedPrompts prompts = new ServedPrompts(
				new PromptSource(api, new ProjectReference(api, "project_name:shop", null)),
				copies(this.directory, key), new ServedPrompts.Settings(refresh, timeout), this.changes::add,
				this.memory, JsonMapper::shared);
		this.opened.add(prompts);
		return prompts;
	}

	private static PromptCopies copies(Path directory, String key) {
		return new PromptCopies(directory, new PromptOwner("https://api project_name:shop", "Bearer " + key),
				"classpath:dev/gai/braintrust/prompt", new DefaultResourceLoader());
	}

	private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answer(String version,
			String text) {
		return RestServer.json("""
				{"objects":[{"id":"prompt-id","_xact_id":"%s","project_id":"p-1","name":"Greeter","slug":"greeter",
				 "prompt_data":{"prompt":{"type":"chat","messages":[{"role":"system","content":"%s"}]},
				 "options":{"model":"gpt-4o-mini","params":{"temperature":0.2,"response_format":null}}}}]}"""
			.formatted(version, text));
	}

}
