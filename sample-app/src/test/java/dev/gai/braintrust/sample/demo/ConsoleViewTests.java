package dev.gai.braintrust.sample.demo;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the console says of traces that are made up, in a real browser.
 */
@Tag("application")
class ConsoleViewTests {

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

	@AfterEach
	void complainsOfNothing() {
		assertThat(browser.complaints()).filteredOn((complaint) -> !complaint.contains("stream")).isEmpty();
	}

	@Test
	void measuresATraceOfSeveralRootsFromItsBeginningToItsEnd() {
		show("""
				[{"trace": "t", "id": "a", "name": "first", "type": "task", "start": 1000, "end": 1056},
				 {"trace": "t", "id": "b", "name": "second", "type": "task", "start": 1060, "end": 3650}]""", "#/");

		assertThat(browser.await(".traces .length .number", 1)).containsExactly("2.65 s");
		open("#/trace/t");
		assertThat(browser.await("[data-fact=Duration] b", 1)).containsExactly("2.65 s");
	}

	@Test
	void leavesScoresThatAreGivenAfterwardsOutOfTheDuration() {
		show("""
				[{"trace": "t", "id": "a", "name": "answer", "type": "llm", "start": 1000, "end": 1500},
				 {"trace": "t", "id": "b", "parent": "a", "name": "polite", "type": "score", "start": 1600, "end": 9000},
				 {"trace": "t", "id": "c", "parent": "b", "name": "chat judge", "type": "llm", "start": 1700, "end": 8900}]""",
				"#/");

		assertThat(browser.await(".traces .length .number", 1)).containsExactly("500 ms");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					bad      | {"error": "x"}                                   | {"type": "llm", "error": "x"}
					bad      | {"metadata": {"http.response.status_code": 500}} | {"type": "llm"}
					bad      | {"metadata": {"http.response.status_code": 429}} | {"type": "llm", "error": "x"}
					bad      | {}                                               | {"type": "llm", "error": "x"}
					warn     | {}                                               | {"type": "tool", "error": "x"}
					retried  | {}                                               | {"type": "llm", "metadata": {"retry.failed_attempts": 1}}
					ok       | {"metadata": {"http.response.status_code": 404}} | {"type": "llm"}
					ok       | {}                                               | {"type": "llm"}
					""")
	void tellsFailedFromHandledFromRetried(String tone, String root, String child) {
		show("""
				[%s, %s]""".formatted(row("a", null, root), row("b", "a", child)), "#/");

		browser.await(".traces .dot", 1);
		assertThat(browser.run("return document.querySelector('.traces .dot').className")).isEqualTo("dot " + tone);
	}

	@Test
	void saysThatAFallbackHasHandledAnError() {
		show("""
				[{"trace": "t", "id": "a", "name": "answer", "type": "task", "start": 1000, "end": 2000},
				 {"trace": "t", "id": "b", "parent": "a", "name": "chat one", "type": "llm", "start": 1000, "end": 1100, "error": "503"},
				 {"trace": "t", "id": "c", "parent": "a", "name": "chat two", "type": "llm", "start": 1200, "end": 1900}]""",
				"#/");

		browser.await(".traces .dot.warn", 1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					4 attempts | {"error": "x", "metadata": {"retry.failed_attempts": 4, "retry.exhausted": true}}
					4 attempts | {"metadata": {"retry.failed_attempts": 3, "retry.success": true, "retry.successful_attempt": 4}}
					2 attempts | {"metadata": {"retry.failed_attempts": 1}}
					1 attempt  | {"error": "x", "metadata": {"retry.failed_attempts": 1, "retry.success": false}}
					""")
	void countsTheAttemptsThatWereMade(String words, String call) {
		show("[%s]".formatted(row("a", null, call)), "#/trace/t");

		assertThat(browser.await(".spanrow .badge.warn", 1)).containsExactly(words);
	}

	@Test
	void countsAnErrorOnceHoweverManySpansItPassesThrough() {
		show("""
				[{"trace": "t", "id": "a", "name": "GET /", "type": "task", "start": 1000, "end": 2000, "error": "x"},
				 {"trace": "t", "id": "b", "parent": "a", "name": "agent", "type": "task", "start": 1000, "end": 1900, "error": "x"},
				 {"trace": "t", "id": "c", "parent": "b", "name": "chat", "type": "llm", "start": 1200, "end": 1800, "error": "x"},
				 {"trace": "t", "id": "d", "parent": "c", "name": "attempt 1", "type": "task", "start": 1200, "end": 1300, "error": "x"}]""",
				"#/trace/t");

		assertThat(browser.await("[data-fact=Errors] b", 1)).containsExactly("1");
		open("#/overview");
		assertThat(browser.await("[data-model='unknown model'] .bad", 1)).containsExactly("1");
	}

	@ParameterizedTest
	@CsvSource({ "light, 0, 1000", "dark, 0, 1000", "light, 100, 850", "light, 800, 1000", "light, 0, 300",
			"light, 230, 980", "light, 0, 760" })
	void writesNoLabelInTheColourOfWhatIsBehindIt(String scheme, int from, int to) {
		browser.screen(1280, 800, scheme);
		show("""
				[{"trace": "t", "id": "a", "name": "agent", "type": "task", "start": 1000, "end": 2000},
				 {"trace": "t", "id": "b", "parent": "a", "name": "chat", "type": "llm", "start": %1$d, "end": %2$d},
				 {"trace": "t", "id": "c", "parent": "a", "name": "tool", "type": "tool", "start": %1$d, "end": %2$d, "error": "x"}]"""
			.formatted(1000 + from, 1000 + to), "#/trace/t");
		browser.await(".took", 3);

		assertThat(browser
			.run("""
					const colour = (text) => text.match(/[\\d.]+/g).map(Number);
					const light = (text) => colour(text).slice(0, 3).map((c) => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; })
						.reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
					const ground = (node) => { while (node && (colour(getComputedStyle(node).backgroundColor)[3] === 0)) { node = node.parentElement; }
						return node ? getComputedStyle(node).backgroundColor : 'rgb(255,255,255)'; };
					return [...document.querySelectorAll('.took')].flatMap((label) => {
						const a = light(getComputedStyle(label).color), b = light(ground(label));
						const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
						const box = label.getBoundingClientRect(), bar = label.parentElement.querySelector('.bar').getBoundingClientRect();
						const apart = box.left >= bar.right - 1 || box.right <= bar.left + 1 || label.classList.contains('inside');
						return contrast < 4.5 || !apart ? [label.textContent + ' ' + contrast.toFixed(1) + ' ' + apart] : []; })"""))
			.isEqualTo(List.of());
	}

	@Test
	void showsTheConversationBeforeTheJsonThatASpanWasGiven() {
		show("""
				[{"trace": "t", "id": "a", "name": "chat_client", "type": "task", "start": 1000, "end": 2000,
				  "attributes": {"braintrust.input_json": "{\\"request\\":{\\"messages\\":[\\"?\\"]}}", "braintrust.output_json": "[{\\"index\\":0}]"}},
				 {"trace": "t", "id": "b", "parent": "a", "name": "chat m", "type": "llm", "start": 1000, "end": 1900,
				  "attributes": {"braintrust.input_json": "[{\\"role\\":\\"user\\",\\"content\\":\\"How many?\\"}]",
				   "braintrust.output_json": "[{\\"index\\":0,\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"Twelve\\"}}]"}}]""",
				"#/trace/t");

		browser.await(".body .message", 4);
		assertThat(
				browser.run("return [...document.querySelectorAll('.body .message')].map((each) => each.dataset.role)"))
			.isEqualTo(List.of("user", "assistant", "input", "output"));
		assertThat(browser.run("return document.querySelector('.body details.recorded').open")).isEqualTo(false);
	}

	@Test
	void findsWhatTheServerHasFoundBeyondThePreview() {
		pages.answer("search", "{\"traces\":[\"t\"]}");
		show("[%s]".formatted(row("a", null, "{}")), "#/");
		browser.await(".traces a", 1);
		browser.click(".search input");
		browser.type("far-behind");

		browser.await(() -> browser.text(".note").get(0).equals("1 of 1 trace"));
	}

	@Test
	void callsNoiseNeitherBetterNorWorse() {
		assertThat(measured(17, "i % 2 ? .6 : .4", "i % 3 ? .62 : .41")).isEqualTo("unclear");
		assertThat(measured(3, ".1", ".9")).isEqualTo("unclear");
		assertThat(measured(17, ".3 + i / 100", ".6 + i / 100")).isEqualTo("good");
		assertThat(measured(17, ".6 + i / 100", ".3 + i / 100")).isEqualTo("bad");
	}

	/** What the comparison says of a score in n runs of two variants. */
	private static String measured(int runs, String a, String b) {
		open("#/");
		return (String) script(
				"""
						const { experiments } = await import('./figures.js');
						const { compared } = await import('./experiments.js');
						const { LEVEL } = await import('./statistics.js');
						const { treeOf } = await import('./tree.js');
						const trace = (variant, i, score) => ({ rows: [{ trace: variant + i, id: 'a', name: 'run', type: 'task', start: i, end: i + 100 + i %% 7,
							metadata: { 'experiment.variant': variant }, scores: { right: score } }] });
						const traces = [...Array(%1$d).keys()].flatMap((i) => [trace('a', i, %2$s), trace('b', i, %3$s)]);
						const [one] = experiments(traces);
						const score = compared(one.variants[0], one.variants[1]).find((each) => each.name === 'Score right');
						return score.p >= LEVEL ? 'unclear' : score.right > score.left ? 'good' : 'bad';"""
					.formatted(runs, a, b));
	}

	private static Object script(String body) {
		return browser.runAsync("const done = arguments[arguments.length - 1]; (async () => {" + body
				+ "})().then(done, (ex) => done(String(ex)))");
	}

	private static String row(String id, String parent, String more) {
		String usual = "{\"trace\": \"t\", \"id\": \"" + id + "\", \"name\": \"" + id + "\", \"type\": \"task\", "
				+ "\"start\": 1000, \"end\": 2000" + ((parent != null) ? ", \"parent\": \"" + parent + "\"" : "");
		// The last of two equal names counts.
		return more.strip().equals("{}") ? usual + "}" : usual + ", " + more.strip().substring(1);
	}

	private static void show(String rows, String address) {
		pages.show(rows);
		open(address);
	}

	private static void open(String address) {
		browser.open(pages.address() + address);
	}

}
