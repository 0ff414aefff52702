package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.gai.braintrust.eval.upload.SomeReport;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report of an eval in a real browser, from a file.
 */
@Tag("application")
class EvalReportPageTests {

	private static final String NAMES = ".case .what b";

	private static Browser browser;

	@TempDir
	private static Path folder;

	private static Path page;

	@BeforeAll
	static void start() throws IOException {
		browser = Browser.start();
		page = SomeReport.write(folder);
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

}
