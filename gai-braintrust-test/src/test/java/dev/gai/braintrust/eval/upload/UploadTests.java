package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.eval.SomeEval;
import dev.gai.braintrust.eval.upload.ExperimentServer.Fault;
import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTraces;
import dev.gai.braintrust.test.sample.Assistant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What becomes of an eval in Braintrust, over HTTP.
 */
@SpringJUnitConfig
@Import({ Assistant.class, Assistant.Tools.class })
@AutoConfigureTraces
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class UploadTests {

	private static final String EXPERIMENT = "e0000000-0000-4000-8000-000000000001";

	private final ExperimentServer server = new ExperimentServer();

	@TempDir
	private Path folder;

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Assistant assistant;

	private MockEnvironment environment;

	@BeforeEach
	void prepare() {
		for (int i = 0; i < 4; i++) {
			this.assistant.research("media");
		}
		this.environment = new MockEnvironment()
			.withProperty("gai.braintrust.eval.report-directory", this.folder.toString())
			.withProperty("gai.braintrust.api-url", this.server.url())
			.withProperty("gai.braintrust.export.retry.initial-delay", "10ms")
			.withProperty("gai.braintrust.project-name", "shop")
			.withProperty("BRAINTRUST_API_KEY", ExperimentServer.KEY);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void makesAnExperimentOfARun(CapturedOutput output) throws IOException {
		run();

		JsonNode request = this.server.experiments.get(0);
		assertThat(request.path("project_id").asString()).isEqualTo(ExperimentServer.PROJECT);
		assertThat(request.path("name").asString()).isEqualTo("support answers");
		assertThat(request.path("ensure_new").asBoolean()).isTrue();
		assertThat(request.path("dataset_id").asString()).isEqualTo(SomeEval.DATASET);
		assertThat(request.path("dataset_version").asString()).isEqualTo("1000197156161976508");
		assertThat(request.toString()).doesNotContain("email", "diff", "author");
		assertThat(this.server.requests).element(0).isEqualTo("POST /v1/project");
		assertThat(outcome().state()).isEqualTo(ReportUpload.State.UPLOADED);
		assertThat(outcome().experimentName()).isEqualTo("support answers-2f8ca776");
		assertThat(outcome().rows()).isEqualTo(this.server.rows(EXPERIMENT).size());
		assertThat(output).contains("Experiment \"support answers-2f8ca776\", " + outcome().rows()
				+ " rows: https://www.braintrust.dev/app/acme/p/shop/experiments/support");
		assertThat(ReportFiles.of(this.folder, "support answers").page()).content()
			.contains("href=\"https://www.braintrust.dev/app/acme/p/shop/experiments/support\"");
	}

	@Test
	void sendsTheRowsOfACaseAsOneTree() {
		run();

		JsonNode eval = row("eval", "password");
		assertThat(eval.path("input").asString()).isEqualTo("How do I reset my password?");
		assertThat(eval.path("output").asString()).contains("24 hours");
		assertThat(eval.path("expected").asString()).contains("one hour");
		assertThat(eval.path("scores").toString()).isEqualTo("{\"pass\":1}");
		assertThat(eval.path("span_attributes").toString()).isEqualTo("{\"name\":\"eval\",\"type\":\"eval\"}");
		assertThat(eval.path("origin").path("id").asString()).isEqualTo("row password");
		assertThat(eval.has("span_parents")).isFalse();
		List<JsonNode> rows = this.server.rows(EXPERIMENT)
			.stream()
			.filter((row) -> row.path("root_span_id").equals(eval.path("root_span_id")))
			.toList();
		JsonNode task = named(rows, "task");
		assertThat(task.path("span_parents").toString()).isEqualTo("[" + eval.path("id") + "]");
		JsonNode similar = named(rows, "similar");
		assertThat(similar.path("span_parents").toString()).isEqualTo("[" + eval.path("id") + "]");
		assertThat(similar.path("span_attributes").toString())
			.isEqualTo("{\"name\":\"similar\",\"type\":\"score\",\"purpose\":\"scorer\"}");
		assertThat(similar.path("scores").toString()).isEqualTo("{\"similar\":0.72}");
		assertThat(similar.path("metadata").path("reason").asString()).isEqualTo("Two words differ");
	}

	@Test
	void hangsTheApplicationsSpansBelowTheTask() {
		run();

		JsonNode eval = row("eval", "password");
		List<JsonNode> rows = this.server.rows(EXPERIMENT);
		JsonNode agent = named(rows, "invoke_agent researcher");
		assertThat(agent.path("span_parents").path(0).asString()).isIn(rows.stream()
			.filter((row) -> row.path("span_attributes").path("type").asString().equals("task")
					&& row.path("span_attributes").path("name").asString().equals("task"))
			.map((row) -> row.path("id").asString())
			.toList());
		JsonNode call = rows.stream()
			.filter((row) -> row.path("span_attributes").path("type").asString().equals("llm"))
			.findFirst()
			.orElseThrow();
		assertThat(call.path("metrics").path("prompt_tokens").asInt()).isEqualTo(100);
		assertThat(call.path("metrics").path("end").asDouble()).isGreaterThan(1_700_000_000);
		assertThat(call.path("input").path(0).path("content").asString()).isEqualTo("Plan research of media");
		assertThat(call.path("metadata").path("model").asString()).isEqualTo("gpt-4o-mini");
		assertThat(eval.path("root_span_id").asString()).hasSize(32);
	}

	@Test
	void givesACaseThatFailedNoScoreSpansButZeros() {
		run();

		JsonNode eval = row("eval", "broken");
		assertThat(eval.path("scores").toString()).isEqualTo("{\"pass\":0,\"similar\":0}");
		assertThat(eval.path("error").asString()).startsWith("IllegalStateException").doesNotContain("sk-proj-");
		assertThat(eval.has("output")).isFalse();
		assertThat(this.server.rows(EXPERIMENT)
			.stream()
			.filter((row) -> row.path("root_span_id").equals(eval.path("root_span_id")))).hasSize(2);
	}

	@Test
	void needsNoNetworkWithoutAKey(CapturedOutput output) throws IOException {
		this.environment.setProperty("BRAINTRUST_API_KEY", "");

		run();

		assertThat(this.server.requests).isEmpty();
		assertThat(outcome().state()).isEqualTo(ReportUpload.State.OFF);
		assertThat(output).contains("No experiment: there is no API key");
	}

	@Test
	void uploadsNothingWhereThatIsNeverWanted() throws IOException {
		this.environment.setProperty("gai.braintrust.eval.upload", "never");

		run();

		assertThat(this.server.requests).isEmpty();
		assertThat(outcome().detail()).isEqualTo("gai.braintrust.eval.upload is never");
	}

	@Test
	void refusesAModeThatIsNone() {
		this.environment.setProperty("gai.braintrust.eval.upload", "sometimes");

		assertThatIllegalArgumentException().isThrownBy(this::run).withMessageContaining("write auto, always or never");
	}

	@Test
	void leavesContentOutWhereItIsNotCaptured() {
		this.environment.setProperty("gai.braintrust.content.capture", "none");

		run();

		List<JsonNode> own = this.server.rows(EXPERIMENT)
			.stream()
			.filter((row) -> List.of("eval", "task", "similar").contains(name(row)))
			.toList();
		assertThat(own).isNotEmpty().allSatisfy((row) -> {
			assertThat(row.has("input")).isFalse();
			assertThat(row.has("expected")).isFalse();
			assertThat(row.toString()).doesNotContain("Two words", "IllegalState", "24 hours");
		});
	}

	@Test
	void triesAgainWhenTheServiceSaysWhen() throws IOException {
		this.server.faults.add(new Fault(429, "0", "slow down"));
		this.server.faults.add(new Fault(503, "0", "busy"));

		run();

		assertThat(outcome().state()).isEqualTo(ReportUpload.State.UPLOADED);
		assertThat(this.server.experiments).hasSize(1);
	}

	@Test
	void saysWhatWasRefusedAndKeepsTheKeyToItself(CapturedOutput output) throws IOException {
		this.environment.setProperty("BRAINTRUST_API_KEY", "sk-wrong-0123456789abcdef");

		run();

		assertThat(outcome().state()).isEqualTo(ReportUpload.State.PENDING);
		assertThat(outcome().missing()).containsExactly("the experiment", "5 of 5 cases");
		assertThat(output).contains("not uploaded (the experiment; 5 of 5 cases): POST /v1/project: HTTP 401")
			.doesNotContain("sk-wrong");
		assertThat(this.folder.resolve("support answers.json")).content().doesNotContain("sk-wrong");
	}

	@Test
	void comesThroughGarbageAHangAndAnOutage() throws IOException {
		this.environment.setProperty("gai.braintrust.export.timeout", "300ms");
		this.server.faults.add(new Fault(200, null, "<html>proxy</html>"));
		run();
		assertThat(outcome().detail()).contains("the answer is not JSON");

		this.server.faults.add(new Fault(200, null, "{}"));
		run();
		assertThat(outcome().detail()).contains("no id of a project");

		this.server.faults.addAll(List.of(new Fault(200, null, "{\"id\":\"p\"}"), new Fault(0, null, "")));
		run();
		assertThat(outcome().detail()).contains("POST /v1/experiment: no complete answer within");
		assertThat(this.server.experiments).isEmpty();

		this.server.close();
		run();
		assertThat(outcome().state()).isEqualTo(ReportUpload.State.PENDING);
		assertThat(outcome().detail()).contains("Connect");
	}

	@Test
	void goesThroughTheProxyThatIsSet() throws IOException {
		this.environment.setProperty("gai.braintrust.api-url", "http://braintrust.example.com");
		this.environment.setProperty("gai.braintrust.allow-insecure", "true");
		this.environment.setProperty("gai.braintrust.export.proxy.host", "127.0.0.1");
		this.environment.setProperty("gai.braintrust.export.proxy.port", this.server.url().replaceFirst(".*:", ""));

		run();

		assertThat(outcome().state()).isEqualTo(ReportUpload.State.UPLOADED);
		assertThat(this.server.rows(EXPERIMENT)).hasSize(outcome().rows());
		assertThat(this.server.requests).hasSizeGreaterThan(2)
			.allSatisfy((request) -> assertThat(request).contains(" http://braintrust.example.com/v1/"));
	}

	@Test
	void fillsUpAnExperimentThatWasBegun() throws IOException {
		this.server.faults.addAll(List.of(new Fault(200, null, "{\"id\":\"" + ExperimentServer.PROJECT + "\"}"),
				new Fault(200, null, "{\"id\":\"" + EXPERIMENT + "\",\"name\":\"begun\"}"),
				new Fault(400, null, "no")));
		run();
		assertThat(outcome().missing()).containsExactly("5 of 5 cases");

		String said = EvalReports.upload(this.folder.resolve("support answers.json"), this.environment);

		assertThat(said).startsWith("Experiment \"begun\", ");
		assertThat(this.server.experiments).isEmpty();
		int rows = this.server.rows(EXPERIMENT).size();
		assertThat(rows).isEqualTo(outcome().rows()).isPositive();
		EvalReports.upload(this.folder.resolve("support answers.json"), this.environment);
		assertThat(this.server.rows(EXPERIMENT)).hasSize(rows);
	}

	@Test
	void saysWhyAReportCannotBeUploaded() {
		this.environment.setProperty("BRAINTRUST_API_KEY", "");
		run();

		assertThatThrownBy(() -> EvalReports.upload(this.folder.resolve("support answers.json"), this.environment))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("set BRAINTRUST_API_KEY");
		assertThatThrownBy(() -> EvalReports.upload(this.folder.resolve("other.json"), this.environment))
			.hasMessageContaining("cannot be read");
	}

	@Test
	void uploadsWithTheNextRunWhatTheLastOneCouldNot() throws IOException {
		this.server.faults.add(new Fault(403, null, "not yet"));
		run();
		assertThat(outcome().state()).isEqualTo(ReportUpload.State.PENDING);

		run();

		assertThat(outcome().state()).isEqualTo(ReportUpload.State.UPLOADED);
		assertThat(this.server.experiments).hasSize(2);
		assertThat(Files.list(this.folder.resolve("not-uploaded"))).isEmpty();
	}

	@Test
	void takesCredentialsOutOfTheAddressOfTheRepository() {
		Map<String, String> addresses = Map.of("https://ada:s3cret@git.example/shop.git",
				"https://git.example/shop.git", "https://ghp_token@git.example/shop.git?key=s3cret",
				"https://git.example/shop.git", "https://ada:s3/cret@git.example/shop.git",
				"https://git.example/shop.git", "git@git.example:team/shop.git", "git.example:team/shop.git",
				"ssh://git@git.example/shop.git", "ssh://git.example/shop.git", "/srv/git/shop.git",
				"/srv/git/shop.git");

		addresses.forEach((given, shown) -> assertThat(Repository.withoutCredentials(given)).isEqualTo(shown));
	}

	@Test
	void knowsTheCommitAlsoWhereThereIsNoGit() {
		assertThat(new Repository(this.folder, Map.of("GITHUB_SHA", "abc", "GITHUB_REF_NAME", "main")).facts())
			.satisfies((facts) -> {
				assertThat(facts.commit()).isEqualTo("abc");
				assertThat(facts.branch()).isEqualTo("main");
			});
		assertThat(new Repository(this.folder, Map.of()).facts()).isNull();
	}

	private void run() {
		new ReportingListener().finished(SomeEval.of(this.traces.all(), 0.9), this.environment, null);
	}

	private ReportUpload outcome() throws IOException {
		EvalReport report = ReportFiles.of(this.folder, "support answers").read();
		return report.upload();
	}

	private JsonNode row(String name, String id) {
		int index = List.of("password", "hours", "lamp", "markup", "broken").indexOf(id);
		return this.server.rows(EXPERIMENT).stream().filter((row) -> name(row).equals(name)).toList().get(index);
	}

	private static JsonNode named(List<JsonNode> rows, String name) {
		return rows.stream().filter((row) -> name(row).equals(name)).findFirst().orElseThrow();
	}

	private static String name(JsonNode row) {
		return row.path("span_attributes").path("name").asString();
	}

}
