package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
 * What one does all day with the console: find, compare, copy, run again. With traces
 * that are made up, in a real browser.
 */
@Tag("application")
class ConsoleWorkTests {

	private static final String TWO = """
			[{"trace": "a", "id": "1", "name": "answer", "type": "task", "start": 1000, "end": 2000, "tags": ["beta"], "input": "How many lamps aren't sold?",
			  "metadata": {"session_id": "s-1", "user_id": "u-1", "tier": "premium"}},
			 {"trace": "a", "id": "2", "parent": "1", "name": "chat m", "type": "llm", "start": 1100, "end": 1900,
			  "metadata": {"model": "m", "provider": "openai", "temperature": 0.2}, "metrics": {"prompt_tokens": 20, "completion_tokens": 7, "tokens": 27, "estimated_cost": 0.001},
			  "attributes": {"braintrust.metadata": "{\\"model\\":\\"m\\",\\"provider\\":\\"openai\\",\\"temperature\\":0.2,\\"tools\\":[{\\"type\\":\\"function\\",\\"function\\":{\\"name\\":\\"stock\\",\\"description\\":\\"What is there\\",\\"parameters\\":{\\"type\\":\\"object\\",\\"properties\\":{\\"article\\":{\\"type\\":\\"string\\"}},\\"required\\":[\\"article\\"]}}}]}",
			   "braintrust.input_json": "[{\\"role\\":\\"system\\",\\"content\\":\\"Be kind\\"},{\\"role\\":\\"user\\",\\"content\\":\\"How many lamps aren't sold?\\"}]",
			   "braintrust.output_json": "[{\\"index\\":0,\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"There are twelve lamps.\\"}}]"}},
			 {"trace": "a", "id": "3", "parent": "1", "name": "execute_tool stock", "type": "tool", "start": 1900, "end": 1950},
			 {"trace": "b", "id": "4", "name": "answer", "type": "task", "start": 3000, "end": 3500,
			  "metadata": {"session_id": "s-1", "user_id": "u-2"}},
			 {"trace": "b", "id": "5", "parent": "4", "name": "chat m", "type": "llm", "start": 3100, "end": 3400,
			  "metadata": {"model": "m", "provider": "openai"}, "metrics": {"prompt_tokens": 30, "completion_tokens": 7, "tokens": 37, "estimated_cost": 0.002},
			  "attributes": {"braintrust.input_json": "[{\\"role\\":\\"system\\",\\"content\\":\\"Be brief\\"},{\\"role\\":\\"user\\",\\"content\\":\\"How many lamps aren't sold?\\"}]",
			   "braintrust.output_json": "[{\\"index\\":0,\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"There are 12 lamps.\\"}}]"}}]""";

	private static Browser browser;

	private static ConsolePages pages;

	@BeforeAll
	static void start() {
		browser = Browser.start();
		pages = new ConsolePages();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
			pages.close();
		}
	}

	@BeforeEach
	void hasAUsualScreen() {
		browser.screen(1280, 800, "light");
	}

	@AfterEach
	void complainsOfNothing() {
		pages.about("{}");
		assertThat(browser.complaints()).filteredOn((complaint) -> !complaint.contains("stream")).isEmpty();
	}

	@Test
	void filtersByUserTagMetadataDurationAndTime() {
		show(TWO, "#/");
		browser.await(".traces a", 2);
		browser.click("[data-action=filters]");

		for (String filter : List.of("select('user', 'u-2')", "type('Longer than', '600 ms')", "select('tag', 'beta')",
				"type('Metadata', 'tier=prem')", "type('Metadata', 'tier')")) {
			browser
				.run("""
						const select = (name, value) => set(document.querySelector(`[data-filter=${name}]`), value, 'change');
						const type = (label, value) => set(document.querySelector(`[aria-label='${label}']`), value, 'input');
						const set = (node, value, event) => { node.value = value; node.dispatchEvent(new Event(event)); };
						document.querySelector('[data-action=reset]').click();
						"""
						+ filter + ";");
			String expected = filter.contains("u-2") ? "b" : "a";
			browser.await(() -> shown().equals(List.of(expected)));
		}
		browser.run("document.querySelector('[data-action=reset]').click()");
		browser.await(() -> shown().size() == 2);
		browser.run("""
				const started = document.querySelector('[data-filter=minutes]');
				started.value = '60'; started.dispatchEvent(new Event('change'))""");
		browser.await(() -> shown().isEmpty());
	}

	@Test
	void sortsByEachColumn() {
		show(TWO, "#/");
		browser.await(".traces a", 2);

		assertThat(shown()).containsExactly("b", "a");
		browser.click("[data-sort=length]");
		assertThat(shown()).containsExactly("a", "b");
		browser.click("[data-sort=length]");
		assertThat(shown()).containsExactly("b", "a");
		browser.click("[data-sort=tokens]");
		assertThat(shown()).containsExactly("b", "a");
		browser.click("[data-sort=spans]");
		assertThat(shown()).containsExactly("a", "b");
		assertThat(browser.text("[data-direction=down]")).containsExactly("Spans");
	}

	@Test
	void showsTheTracesOfAConversationAsOne() {
		show(TWO, "#/sessions");
		assertThat(browser.await("[data-session]", 1)).containsExactly("s-1");
		browser.type("j");
		browser.type(Keys.ENTER);

		browser.await(".turn .message", 4);
		assertThat(browser.text(".turn .message pre")).containsExactly("How many lamps aren't sold?",
				"There are twelve lamps.", "How many lamps aren't sold?", "There are 12 lamps.");
		assertThat(browser.text("[data-fact=Turns] b")).containsExactly("2");
	}

	@Test
	void comparesTwoTracesThatWereMarked() {
		show(TWO, "#/");
		browser.await(".traces a", 2);
		browser.type("jc");
		browser.await(".tray b", 1);
		browser.type("jc");

		browser.await("[data-call='1'] .pairing", 2);
		assertThat(browser.text("[data-figure=Cost] td")).containsExactly("$0.0020", "$0.0010", "−$0.0010 (−50%)");
		assertThat(browser.text("[data-figure='Input tokens'] td").get(2)).isEqualTo("−10 (−33%)");
		assertThat(browser.text("[data-call='1'] [data-part=prompt] del")).containsExactly("brief");
		assertThat(browser.text("[data-call='1'] [data-part=prompt] ins")).containsExactly("kind");
		assertThat(browser.text("[data-call='1'] [data-part=answer] del")).containsExactly("12");
		assertThat(browser.text("[data-call='1'] [data-part=answer] ins")).containsExactly("twelve");
		assertThat(browser.text(".steps .new code")).containsExactly("  execute_tool stock");
		browser.click("[data-action=swap]");
		browser.await(() -> browser.text(".steps .gone code").contains("  execute_tool stock"));
	}

	@Test
	void copiesASpanAsCurl() {
		show(TWO, "#/trace/a/span/2");
		String curl = copied("copy-span", "curl");

		assertThat(curl).startsWith("curl 'https://api.openai.com/v1/chat/completions' \\\n")
			.contains("-H \"Authorization: Bearer $OPENAI_API_KEY\"", "\"temperature\": 0.2", "\"name\": \"stock\"",
					"How many lamps aren'\\''t sold?");
	}

	@Test
	void copiesATraceAsTest() {
		show(TWO, "#/trace/a");

		assertThat(copied("copy-trace", "test")).contains("""
				    assertThat(traces.single())
				        .hasTree(\"""
				            answer
				              chat *
				              execute_tool stock
				            \""")
				        .calledTools("stock")
				        .hasAtMostModelCalls(1)
				        .usedAtMostTokens(36)
				        .costsAtMost("0.0014")
				        .hasNoErrors();
				}""");
	}

	@Test
	void copiesATraceAsEvalCaseAndAsJson() {
		show(TWO, "#/trace/a");

		assertThat(copied("copy-trace", "eval"))
			.isEqualTo("{\"id\":\"trace-a-1\",\"input\":\"How many lamps aren't sold?\","
					+ "\"expected\":\"There are twelve lamps.\",\"metadata\":{\"session_id\":\"s-1\",\"user_id\":\"u-1\",\"tier\":\"premium\"},\"tags\":[\"beta\"]}");
		assertThat(copied("copy-trace", "json")).contains("\"name\": \"chat m\"", "\"content\": \"Be kind\"");
	}

	@Test
	void savesTracesAndOpensThemAgain(@TempDir Path folder) throws IOException {
		show(TWO, "#/");
		browser.await(".traces a", 2);
		browser
			.run("""
					window.saved = null;
					const make = URL.createObjectURL;
					URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); }""");
		browser.click(".foot [data-action=save]");
		browser.await(() -> browser.run("return window.saved") != null);
		Path file = Files.writeString(folder.resolve("traces.json"), (String) browser.run("return window.saved"));

		show("[]", "#/file");
		browser.await(".filebox input", 1);
		browser.upload(".filebox input", file);

		browser.await(() -> shown().equals(List.of("b", "a")));
		browser.run("location.hash = '#/trace/a/span/2'");
		assertThat(browser.await(".message pre", 3)).contains("Be kind", "There are twelve lamps.");
	}

	@Test
	void saysThatAFileIsNoTrace(@TempDir Path folder) throws IOException {
		show("[]", "#/file");
		browser.await(".filebox input", 1);
		browser.upload(".filebox input", Files.writeString(folder.resolve("other.json"), "{\"rows\": [{}]}"));

		browser.await(() -> browser.text(".filebox .note").get(0).contains("holds no trace"));
	}

	@Test
	void runsAPromptAgainOnlyAfterAClick() {
		pages.about("{\"rerun\": true}");
		pages.answer("rerun", "{\"trace\": \"b\"}");
		show(TWO, "#/trace/a/span/2");
		browser.click("[data-action=rerun]");
		browser.await("#ask textarea", 2);
		assertThat(pages.received()).doesNotContainKey("data/rerun");
		browser.run("""
				const user = document.querySelector("#ask textarea[aria-label='user']");
				user.value = 'And tables?'; user.dispatchEvent(new Event('input'))""");
		browser.click("#ask .primary");

		browser.await(() -> browser.url().endsWith("#/trace/b"));
		assertThat(pages.received().get("data/rerun")).contains("\"span\":\"2\"", "\"model\":\"m\"",
				"{\"role\":\"user\",\"content\":\"And tables?\"}", "{\"role\":\"system\",\"content\":\"Be kind\"}");
	}

	@Test
	void addsASpanToADataSet() {
		pages.about("{\"datasets\": true}");
		pages.answer("dataset", "{\"added\": true}");
		show(TWO, "#/trace/a/span/2");
		browser.click("[data-action=dataset]");
		browser.await("#ask textarea", 2);
		browser.type("hard-cases");
		browser.type(Keys.ENTER);

		browser.await(() -> pages.received().containsKey("data/dataset"));
		assertThat(pages.received().get("data/dataset")).contains("\"dataset\":\"hard-cases\"", "\"span\":\"2\"",
				"\"expected\":\"There are twelve lamps.\"");
	}

	@Test
	void offersNothingThatTheApplicationCannotDo() {
		show(TWO, "#/trace/a/span/2");

		browser.await(".actions [data-menu]", 1);
		assertThat(browser.text("[data-action=rerun], [data-action=dataset]")).isEmpty();
	}

	@Test
	void showsOfferedToolsAsCards() {
		show(TWO, "#/trace/a/span/2");
		browser.click(".offered summary");

		assertThat(browser.await(".toolcard", 1).get(0)).contains("stock", "What is there", "article", "string");
	}

	@Test
	void findsWordsWithinATraceAndShowsTheCriticalPath() {
		show(TWO, "#/trace/a");
		browser.await("[role=treeitem]", 3);
		browser.type("/");
		browser.type("twelve lamps");
		browser.await(() -> browser.text(".find .more").get(0).equals("1 of 3"));
		assertThat(browser.text("[role=treeitem].missed")).hasSize(2);
		assertThat(browser.url()).endsWith("/span/2");
		browser.type(Keys.ESCAPE);
		browser.type("p");

		browser.await("[role=treeitem].critical", 3);
		assertThat(browser.text("[data-span='1'] .took").get(0)).isEqualTo("1.00 s · own 150 ms");
	}

	@Test
	void leavesOutOfTheCriticalPathWhatNobodyWaitedFor() {
		show("""
				[{"trace": "t", "id": "a", "name": "root", "type": "task", "start": 0, "end": 100},
				 {"trace": "t", "id": "b", "parent": "a", "name": "slow", "type": "llm", "start": 10, "end": 90},
				 {"trace": "t", "id": "c", "parent": "a", "name": "beside", "type": "tool", "start": 10, "end": 50}]""",
				"#/trace/t");
		browser.click("[data-action=critical]");

		browser.await(() -> browser.text(".critical .name .text").equals(List.of("root", "slow")));
	}

	@Test
	void showsSpansThatRunAndThatTheyHaveEnded() {
		pages.open("""
				[{"trace": "r", "id": "1", "name": "invoke_agent a", "type": "task", "start": 1000, "open": true}]""");
		show("""
				[{"trace": "r", "id": "2", "parent": "1", "name": "chat m", "type": "llm", "start": 1100, "end": 1200}]""",
				"#/");
		browser.await(".traces .dot.running", 1);
		browser.click(".traces a");
		assertThat(browser.await("[role=treeitem] .badge.running", 1)).containsExactly("running");
		assertThat(browser.text("[role=treeitem] .name .text")).containsExactly("invoke_agent a", "chat m");

		pages.open("[]");
		show("""
				[{"trace": "r", "id": "1", "name": "invoke_agent a", "type": "task", "start": 1000, "end": 1300}]""",
				"#/");
		browser.await(".traces .dot.ok", 1);
	}

	@Test
	void drawsMarkdownAndImagesButRunsAndLoadsNothing() {
		String pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
		String markdown = "# Title\\\\n\\\\n- one **bold** `code`\\\\n- two\\\\n\\\\n| a | b |\\\\n|---|---|\\\\n| 1 | 2 |\\\\n\\\\n"
				+ "[link](https://example.com/x) [bad](javascript:alert(1)) ![remote](https://evil.example/x.png) <img src=x onerror=alert(1)>\\\\n\\\\n```js\\\\nlet x = 1;\\\\n```";
		show("""
				[{"trace": "t", "id": "a", "name": "chat m", "type": "llm", "start": 0, "end": 100, "attributes": {
				  "braintrust.input_json": "[{\\"role\\":\\"user\\",\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"See\\"},{\\"type\\":\\"image_url\\",\\"image_url\\":{\\"url\\":\\"%s\\"}},{\\"type\\":\\"image_url\\",\\"image_url\\":{\\"url\\":\\"https://evil.example/y.png\\"}},{\\"type\\":\\"image_url\\",\\"image_url\\":{\\"url\\":\\"data:image/svg+xml;base64,PHN2Zy8+\\"}}]}]",
				  "braintrust.output_json": "[{\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"%s\\"}}]"}}]"""
			.formatted(pixel, markdown), "#/trace/t");

		browser.await(".markdown h4", 1);
		assertThat(browser.text(".markdown li")).hasSize(2);
		assertThat(browser.text(".markdown strong, .markdown li code")).containsExactly("bold", "code");
		assertThat(browser.text(".markdown td")).containsExactly("1", "2");
		assertThat(browser.text(".markdown pre.code")).containsExactly("let x = 1;");
		assertThat(browser.run("return [...document.querySelectorAll('.markdown a')].map((link) => link.href)"))
			.isEqualTo(List.of("https://example.com/x"));
		assertThat(browser.text(".markdown p").get(0)).contains("[bad](javascript:alert(1))",
				"<img src=x onerror=alert(1)>");
		assertThat(
				browser.run("return [...document.querySelectorAll('main img')].map((image) => image.src.slice(0, 15))"))
			.isEqualTo(List.of("data:image/png;"));
		assertThat(browser.run("return document.querySelector('main img').naturalWidth")).isEqualTo(1L);
		browser.click(".quiet.switch");
		assertThat(browser.text("div.source:not([hidden]) pre").get(0)).startsWith("# Title");
	}

	@Test
	void comparesVersionsOfAPrompt() {
		String calls = IntStream.range(0, 24)
			.mapToObj(
					(i) -> """
							{"trace": "t%1$d", "id": "a", "name": "chat m", "type": "llm", "start": %1$d, "end": %2$d, "scores": {"right": %3$s},
							 "feedback": [{"scores": {"thumb": 0.5}}, {"scores": {"thumb": %3$s}}],
							 "metadata": {"prompt": {"slug": "greeter", "version": "%4$d"}}, "metrics": {"estimated_cost": %5$s}}"""
						.formatted(i, i + 100, (i % 2 == 0) ? "0.9" : "0.2", 1 + i % 2,
								(i % 2 == 0) ? "0.002" : "0.001"))
			.collect(Collectors.joining(",", "[", "]"));
		show(calls, "#/experiments");

		browser.await("[data-experiment='Prompt greeter'] [data-measure]", 9);
		assertThat(browser.text("[data-measure='Feedback thumb'] .pair .number")).containsExactly("0.90", "0.20");
		assertThat(browser.text("[data-measure='Feedback thumb'] .delta.bad")).containsExactly("−78%");
		assertThat(browser.text("[data-measure='Score right'] .delta.bad")).containsExactly("−78%");
		assertThat(browser.text("[data-measure='Cost per run'] .delta.good")).containsExactly("−50%");
		assertThat(browser.text("[data-measure=Runs] .pair .number")).containsExactly("12", "12");
	}

	@Test
	void showsFeedbackAndScoresOnTheirSpan() {
		show("""
				[{"trace": "t", "id": "a", "name": "chat m", "type": "llm", "start": 0, "end": 100,
				  "feedback": [{"scores": {"thumb": 1}, "comment": "Great", "source": "app"}]},
				 {"trace": "t", "id": "b", "parent": "a", "name": "polite", "type": "score", "start": 200, "end": 300, "scores": {"polite": 0.5}}]""",
				"#/trace/t");

		assertThat(browser.await(".chip.score", 3)).contains("polite0.50", "thumb1.00");
		assertThat(browser.text(".feedbackcard").get(0)).contains("Great");
	}

	@ParameterizedTest
	@CsvSource({ "sessions, 1280, light", "sessions, 1280, dark", "sessions, 390, light", "session/s-1, 1280, light",
			"session/s-1, 390, dark", "compare/a/b, 1280, light", "compare/a/b, 1280, dark", "compare/a/b, 390, light",
			"compare/a/b, 390, dark", "file, 1280, dark", "file, 390, light" })
	void fitsTheScreen(String view, int width, String scheme) throws IOException {
		browser.screen(width, (width < 500) ? 844 : 800, scheme);
		long start = System.currentTimeMillis() - 60_000;
		show(Pattern.compile("\"(start|end)\": (\\d+)")
			.matcher(TWO)
			.replaceAll((time) -> "\"%s\": %d".formatted(time.group(1), start + Long.parseLong(time.group(2)))),
				"#/" + view);
		browser.await("main > *", 1);
		browser.await(".panel, .turn .message", 1);

		assertThat((Long) browser.run("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		assertThat(browser.run("return getComputedStyle(document.documentElement).colorScheme")).isEqualTo(scheme);
		Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		Files.write(folder.resolve("console-" + view.replaceAll("/.*", "") + "-" + width + "-" + scheme + ".png"),
				browser.screenshot());
	}

	@Test
	void staysQuickWithManyLargeTraces() {
		StringBuilder rows = new StringBuilder("[");
		for (int trace = 0; trace < 500; trace++) {
			for (int span = 0; span < 200; span++) {
				rows.append((rows.length() > 1) ? "," : "")
					.append("{\"trace\":\"t")
					.append(trace)
					.append("\",\"id\":\"")
					.append(span)
					.append("\",\"name\":\"chat m\",\"type\":\"")
					.append((span % 3 == 0) ? "llm" : "task")
					.append("\",\"start\":")
					.append(trace * 1000 + span)
					.append(",\"end\":")
					.append(trace * 1000 + span + 500);
				if (span > 0) {
					rows.append(",\"parent\":\"").append((span - 1) / 4).append('"');
				}
				rows.append(",\"metadata\":{\"model\":\"m\",\"user_id\":\"u")
					.append(trace % 9)
					.append("\"},\"metrics\":{\"tokens\":10,\"estimated_cost\":0.001},\"input\":\"Some question\"}");
			}
		}
		show(rows.append("]").toString(), "#/");
		browser.await(".traces a", 500);

		browser.click("[data-sort=length]");
		browser.run(
				"const search = document.querySelector('.filters .search input'); search.value = 't499'; search.dispatchEvent(new Event('input'))");
		browser.await(() -> shown().equals(List.of("t499")));
		browser.run("document.querySelector('[data-action=reset]').click()");
		browser.await(() -> shown().size() == 500);
		browser.run("location.hash = '#/trace/t7'");
		browser.await("[role=treeitem]", 200);
		browser.type("j");
		browser.await(() -> browser.url().contains("/span/"));
		browser.run("location.hash = '#/overview'");
		browser.await(".chart", 1);
	}

	private static String copied(String menu, String what) {
		browser.await("[data-menu=" + menu + "]", 1);
		browser
			.run("""
					window.copied = null;
					Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.copied = text; } } })""");
		browser.click("[data-menu=" + menu + "] summary");
		browser.click("[data-menu=" + menu + "] [data-copy=" + what + "]");
		browser.await(() -> browser.run("return window.copied") != null);
		return (String) browser.run("return window.copied");
	}

	@SuppressWarnings("unchecked")
	private static List<String> shown() {
		return (List<String>) browser
			.run("return [...document.querySelectorAll('.traces a')].map((link) => link.dataset.trace)");
	}

	private static void show(String rows, String address) {
		pages.show(rows);
		browser.open(pages.address() + address);
	}

}
