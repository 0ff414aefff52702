package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.eval.upload.EvalReport;
import dev.gai.braintrust.eval.upload.ReportCase;
import dev.gai.braintrust.eval.upload.ReportFiles;
import dev.gai.braintrust.eval.upload.ReportGate;
import dev.gai.braintrust.eval.upload.ReportScore;
import dev.gai.braintrust.eval.upload.ReportScorer;
import dev.gai.braintrust.eval.upload.ReportUpload;
import dev.gai.braintrust.eval.upload.RepositoryFacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report of an eval in a real browser, from a file.
 */
@Tag("application")
class EvalReportPageTests {

	private static final JsonMapper json = new JsonMapper();

	private static final String NAMES = ".case .what b";

	private static final String TRACE = """
			{"rows": [
				{"id": "a", "name": "answer", "type": "task", "start": 1000, "end": 1900},
				{"id": "b", "parent": "a", "name": "chat llama", "type": "llm", "start": 1100, "end": 1500,
					"metrics": {"tokens": 120}, "attributes": {"braintrust.input_json": "[{\\"role\\":\\"user\\",\\"content\\":\\"Hello?\\"}]"}},
				{"id": "c", "parent": "a", "name": "execute_tool stock", "type": "tool", "start": 1500, "end": 1900, "error": "no stock"}
			]}""";

	private static final List<String> QUESTIONS = List.of("How do I reset my password?", "When are you open?", "",
			"Where is my order 4711?", "Can I pay by invoice?", "Do you ship to Norway?",
			"How do I cancel the annual plan?", "What does HTTP status 429 mean?", "How many lamps are in stock?",
			"Why was my key refused?", "Can I have two accounts?", "Who reads my messages?");

	private static Browser browser;

	@TempDir
	private static Path folder;

	private static Path page;

	@BeforeAll
	static void start() throws IOException {
		browser = Browser.start();
		ReportFiles files = ReportFiles.of(folder, "support");
		files.write(report());
		page = files.page();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void open() {
		browser.screen(1280, 900, "light");
		browser.open(page.toUri().toString());
	}

	@AfterEach
	void complainsOfNothing() {
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void takesContentForText() {
		assertThat(browser.text("h1")).containsExactly("support answers");
		assertThat(browser.text(".asked")).contains("<script>document.title = 'evil'</script>");
		assertThat(browser.run("return document.title")).isEqualTo("support answers · eval");
		assertThat(browser.run("return performance.getEntriesByType('resource').length")).isEqualTo(0L);
	}

	@Test
	void sortsByScoreAndByChange() {
		assertThat(browser.text(NAMES)).startsWith("case 1", "case 2", "case 3");

		sort("score");
		assertThat(browser.text(NAMES)).startsWith("case 12", "case 11");
		sort("change");
		assertThat(browser.text(NAMES)).startsWith("case 7");
		sort("score:brief");
		assertThat(browser.text(NAMES)).startsWith("case 1");
		sort("order");
		assertThat(browser.text(NAMES)).startsWith("case 1", "case 2", "case 3");
	}

	@Test
	void showsOnlyWhatFailedOrGotWorse() {
		browser.click("[data-show=failed]");
		assertThat(browser.text(NAMES)).hasSize(6).contains("case 12").doesNotContain("case 1");

		browser.click("[data-show=worse]");
		assertThat(browser.text(NAMES)).containsExactly("case 7");
		assertThat(browser.run("return document.querySelector('[data-show=worse]').ariaPressed")).isEqualTo("true");
	}

	@Test
	void isWorkedWithKeys() {
		browser.type("j");
		browser.type("j");
		browser.type(Keys.ENTER);

		assertThat(browser.run(
				"return [...document.querySelectorAll('.case > details[open] .what b')].map((b) => b.textContent).join()"))
			.isEqualTo("case 2");
		browser.type("k");
		assertThat(browser.run("return document.activeElement.querySelector('b').textContent")).isEqualTo("case 1");
	}

	@Test
	void showsTheDifferenceAndTheTraceOfACase() {
		browser.click(".case summary");

		assertThat(browser.run("return document.querySelector('.case pre del').textContent")).isEqualTo("press");
		assertThat(browser.run("return document.querySelector('.case pre ins').textContent")).isEqualTo("click");
		assertThat((Boolean) browser.run("""
				const box = (css) => document.querySelector('.case ' + css).getBoundingClientRect();
				const root = box('.bar.task'), call = box('.bar.llm'), tool = box('.bar.failed');
				return call.left > root.left && tool.left >= call.right - 1 && tool.right <= root.right + 1
					&& box('.d1 .name b').left > box('.d0 .name b').left""")).isTrue();
		browser.click(".case .span.d1 > summary");
		assertThat(browser.run("return document.querySelector('.case .message.user .said').checkVisibility()"))
			.isEqualTo(true);
	}

	@ParameterizedTest
	@CsvSource({ "1280,light", "1280,dark", "390,light", "390,dark" })
	void fitsOnTheScreenAndCanBeRead(int width, String scheme) throws IOException {
		browser.screen(width, 900, scheme);
		browser.open(page.toUri().toString());
		browser.click(".case summary");
		keep("eval-report-" + width + (scheme.equals("dark") ? "-dark" : "") + ".png");

		assertThat((Boolean) browser.run("return document.documentElement.scrollWidth <= innerWidth")).isTrue();
		assertThat((Double) browser
			.run("""
					const light = (color) => { const [r, g, b] = color.match(/[\\d.]+/g).map((x) => x / 255)
						.map((x) => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
					const ground = (node) => { for (let at = node; at; at = at.parentElement) {
						const color = getComputedStyle(at).backgroundColor; if (!/, 0\\)$/.test(color)) { return color; } } return 'rgb(255, 255, 255)'; };
					return Math.min(...[...document.querySelectorAll('h1, .note, .figures-row dt, .figures-row dd, .badge, .chip b, .asked, td, del, ins')]
						.filter((node) => node.textContent.trim() && node.checkVisibility())
						.map((node) => { const pair = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
							return (pair[0] + 0.05) / (pair[1] + 0.05) + 0.000001; }))"""))
			.as("contrast")
			.isGreaterThan(4.4);
	}

	/** With -Dapprove=true as the pictures of the documentation. */
	private static void keep(String name) throws IOException {
		Path pictures = Boolean.getBoolean("approve") ? Path.of(System.getProperty("repository.root"), "docs", "images")
				: Path.of("target", "screenshots");
		Files.createDirectories(pictures);
		Files.write(pictures.resolve(name), browser.screenshot());
	}

	private static void sort(String by) {
		browser.run("const sort = document.getElementById('sort'); sort.value = '" + by
				+ "'; sort.dispatchEvent(new Event('change'))");
	}

	/**
	 * Twelve cases, each a little worse than the one before it; the seventh was better.
	 */
	private static EvalReport report() {
		List<ReportCase> cases = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			double score = (i == 3) ? 1 : 1 - i / 14.0;
			String input = (i == 3) ? "<script>document.title = 'evil'</script>" : QUESTIONS.get(i - 1);
			cases.add(new ReportCase("case " + i, 1, json.valueToTree(input),
					json.valueToTree("Open Settings and press Reset."), null, List.of("support"), null,
					json.valueToTree("Open Settings and click Reset."), null, score > 0.5, Instant.EPOCH, 100.0 * i,
					List.of(new ReportScore("similar", score, "One word differs", null, null,
							(i == 7) ? Double.valueOf(0.9) : Double.valueOf(score)),
							new ReportScore("brief", 1.0, null, null, null, null)),
					json.readTree(TRACE)));
		}
		return new EvalReport(EvalReport.FORMAT, "support answers", Instant.parse("2026-11-28T10:15:30Z"), 3210, null,
				null, new ReportGate(false, List.of("similar: mean 0.57 is below 0.80"), ""), new BigDecimal("0.0124"),
				12_345, BigDecimal.ZERO,
				List.of(new ReportScorer("similar", 12, 0.57, 0.71, 0.031, List.of(), 0.6),
						new ReportScorer("brief", 12, 1, null, null, List.of(), null)),
				cases, new RepositoryFacts("0123456789abcdef", "main", null, false, null, null),
				ReportUpload.off("there is no API key"));
	}

}
