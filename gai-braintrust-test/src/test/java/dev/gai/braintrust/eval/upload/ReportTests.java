package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.eval.SomeEval;
import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTraces;
import dev.gai.braintrust.test.sample.Assistant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The three files of a report.
 */
@SpringJUnitConfig
@Import({ Assistant.class, Assistant.Tools.class })
@AutoConfigureTraces
@Tag("application")
class ReportTests {

	private static final SentContent content = new SentContent(new ContentMasking(true, List.of(), List.of()),
			new ContentSnapshots(new JsonMapper()), 262_144);

	@TempDir
	private Path folder;

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Assistant assistant;

	private ReportFiles files;

	private EvalReport report;

	@BeforeEach
	void write() throws IOException {
		for (int i = 0; i < 4; i++) {
			this.assistant.research("media");
		}
		this.files = ReportFiles.of(this.folder, "support answers");
		EvalReport last = new ReportBuilder(content, null).build(SomeEval.of(this.traces.all(), 0.5), null,
				ReportUpload.off("test"));
		this.report = new ReportBuilder(content, last).build(SomeEval.of(this.traces.all(), 0.9),
				new RepositoryFacts("0123456789abcdef", "main", null, true, null, null), ReportUpload.off("no key"));
		this.files.write(this.report);
	}

	@Test
	void canBeReadBack() throws IOException {
		EvalReport read = this.files.read();
		assertThat(read).usingRecursiveComparison().ignoringFields("cases").isEqualTo(this.report);
		assertThat(read.cases().get(2)).isEqualTo(this.report.cases().get(2));
		// What is no character cannot be written.
		assertThat(read.cases().get(4).input().asString()).isEqualTo("What is the meaning of \ufffd this?");
		assertThat(this.folder).isDirectoryContaining((file) -> file.endsWith("support answers.json"))
			.isDirectoryContaining((file) -> file.endsWith("support answers.md"))
			.isDirectoryContaining((file) -> file.endsWith("support answers.html"))
			.isDirectoryNotContaining((file) -> file.toString().endsWith(".part"));
	}

	@Test
	void hidesSecretsInAllFiles() throws IOException {
		for (String ending : List.of("json", "md", "html")) {
			assertThat(this.folder.resolve("support answers." + ending)).content()
				.contains("IllegalStateException")
				.doesNotContain("sk-proj-");
		}
	}

	@Test
	void loadsNothingAndTakesNoContentForMarkup() throws IOException {
		String page = Files.readString(this.files.page());

		assertThat(page).contains("default-src 'none'", "style-src 'sha256-", "script-src 'sha256-")
			.contains("&lt;script&gt;alert(&#39;input&#39;)&lt;/script&gt;")
			.doesNotContain("<script>alert", "<img", "unsafe-inline", "http:", "https:", " style=", "@import", "url(");
		assertThat(page.split("<script", -1)).hasSize(2);
	}

	@Test
	void showsWhereTheOutputDiffersWordByWord() throws IOException {
		assertThat(this.files.page()).content()
			.contains("choose Security and <del>press</del><ins>click</ins> &quot;Reset password&quot;")
			.contains("&quot;stock&quot; : <del>12</del><ins>11</ins>")
			.contains("<span class=\"badge good\">as expected</span>");
	}

	@Test
	void drawsTheTraceOfEachCase() throws IOException {
		assertThat(this.files.page()).content()
			.contains("<b>invoke_agent researcher</b>", "<b>execute_tool chart</b>", "class=\"bar llm\"",
					"Plan research of media", "120 tok · $0.00200");
	}

	@Test
	void comparesWithTheBaselineAndTheLastRun() throws IOException {
		assertThat(this.files.page()).content()
			.contains("What the gate compared</summary><pre class=\"scroll\">| similar | 0.58 |</pre>")
			.doesNotContain("<span>pass</span>")
			.contains("<td class=\"n down\">−0.13</td><td class=\"n\">0.031</td>", "<td>password, markup</td>",
					"<i class=\"up\">+0.40</i>", "similar: mean 0.58 is below 0.80", "Gate failed", "3 of 5");
		assertThat(this.folder.resolve("support answers.md")).content()
			.contains("**Gate failed**, 3 of 5 cases passed, 3.21 s, $0.0124, 12,345 tokens, judges $0.002.")
			.contains("| similar | 0.58 | 0.71 | −0.13 | 0.031 | password, markup | 0.58 |")
			.contains("\\<img src=x onerror=alert(1)\\>");
	}

	@Test
	void givesEachEvalFilesOfItsOwnWithinTheFolder() {
		assertThat(ReportFiles.of(this.folder, "../../etc/passwd").json().normalize().getParent())
			.isEqualTo(this.folder);
		assertThat(ReportFiles.of(this.folder, "日本").base()).isNotEqualTo(ReportFiles.of(this.folder, "中文").base());
		assertThat(ReportFiles.of(this.folder, "x".repeat(5000)).base()).hasSizeLessThan(120);
	}

	@Test
	void refusesAFileThatIsNoReport() throws IOException {
		Path other = this.folder.resolve("other.json");
		Files.writeString(other, "{\"format\":99}");

		assertThatThrownBy(() -> ReportFiles.at(other).read()).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("is not the report of an eval");
		assertThat(ReportFiles.at(other).readLast()).isNull();
		assertThatThrownBy(() -> ReportFiles.at(this.files.page())).hasMessageContaining("its JSON file");
	}

	@Test
	void saysItInTheLogInAFewLines() {
		assertThat(ReportSummary.of(this.report, Path.of("target/page.html"))).isEqualTo(
				"""
						Eval "support answers": 3 of 5 cases passed, gate failed, 3.21 s, 12,345 tokens, $0.0124 and judges $0.002
						  brief    1.00, last run 1.00
						  similar  0.58, baseline 0.71 (−0.13, p 0.031)
						  target/page.html
						  No experiment: no key""");
	}

}
