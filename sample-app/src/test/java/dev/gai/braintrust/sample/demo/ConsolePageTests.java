package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console with the traces of the demo, in a real browser.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS,
		properties = { "GROQ_API_KEY=", "OPENAI_API_KEY=", "BRAINTRUST_API_KEY=", "BRAINTRUST_API_URL=",
				"BRAINTRUST_PARENT=", "BRAINTRUST_PROJECT_ID=", "BRAINTRUST_PROJECT_NAME=", "BRAINTRUST_PROJECT=",
				"sample.verification.parent=project_name:gai-sample", "gai.braintrust.console.persistent=false",
				"management.tracing.export.braintrust.enabled=true",
				"management.prometheus.metrics.export.enabled=true" })
@Tag("application")
class ConsolePageTests {

	private static final String NAMES = ".traces .what b";

	private static Browser browser;

	/** The port of the application that has given the browser a session. */
	private static int letIn;

	@Autowired
	private Demo demo;

	@Autowired
	private GenAiTracer tracer;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void start() {
		browser = Browser.start();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	@AfterEach
	void complainsOfNothing() {
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void listsTheTracesOfTheDemo() {
		open("#/");

		assertThat(browser.await(NAMES, 5)).contains(Demo.CHAT, Demo.RESEARCH, Demo.SUMMARY, Demo.EXPERIMENT,
				Demo.LEAD);
		assertThat(browser.text("[data-figure=tokens] .value").get(0)).matches("[\\d,.k]+");
		assertThat(browser.text("[data-figure=cost] .value").get(0)).startsWith("$0.00");
		assertThat(browser.text("[data-figure=failed] .value").get(0)).isNotEqualTo("0");
		browser.await(() -> browser.text(".live").contains("live"));
	}

	@Test
	void showsTracesWhileTheDemoRuns() {
		open("#/");
		int before = browser.await(NAMES, 5).size();

		CompletableFuture<List<PartResult>> run = CompletableFuture.supplyAsync(this.demo::run);

		browser.await(() -> browser.text(NAMES).size() > before);
		browser.await(() -> browser.text(NAMES).size() >= before + 5);
		assertThat(run.join()).hasSizeGreaterThanOrEqualTo(5);
	}

	@Test
	void showsATraceAsTreeAndWaterfallInOne() {
		open("#/trace/" + traceOf(Demo.RESEARCH));

		List<String> names = browser.await("[role=treeitem] .name .text", 16);
		assertThat(names.subList(0, 4)).containsExactly("research", "invoke_agent researcher", "step plan",
				"chat scripted-llama-3.3-70b-versatile");
		assertThat(names).filteredOn("execute_tool calculator"::equals).hasSize(3);
		assertThat(browser.run("""
				return [...document.querySelectorAll('[role=treeitem]')].slice(0, 4)
					.map((row) => row.getAttribute('aria-level')).join()""")).isEqualTo("1,2,3,4");
		assertThat(browser.text("[role=treeitem] .bar")).hasSize(names.size());
		assertThat(browser.text("[role=treeitem] .bar.failed")).hasSize(1);
		assertThat((Boolean) browser.run("""
				const box = (css) => document.querySelector(css).getBoundingClientRect();
				const root = box('[aria-level="1"] .bar'), tool = box('.bar.failed');
				return tool.left > root.left && tool.right <= root.right + 3 && tool.width < root.width""")).isTrue();
		assertThat(browser.text("[data-fact=Spans] b").get(0)).isEqualTo("16");
	}

	@Test
	void marksTheTimeToTheFirstToken() {
		open("#/trace/" + traceOf(Demo.SUMMARY));

		browser.await(".bar.llm .first", 1);
		assertThat((Boolean) browser.run("""
				const bar = document.querySelector('.bar.llm'), first = bar.querySelector('.first');
				return first.getBoundingClientRect().width > 0
					&& first.getBoundingClientRect().width < bar.getBoundingClientRect().width""")).isTrue();
		browser.click("[role=treeitem]:has(.bar.llm)");
		browser.click("[data-tab=metrics]");
		assertThat(browser.await(".figures dt", 5)).contains("Time to first token", "Output tokens per second",
				"Cost, estimated", "completion_tokens");
	}

	@Test
	void showsTheConversationWithCallsAndResultsOfTools() {
		open("#/trace/" + traceOf(Demo.RESEARCH));
		browser.await("[role=treeitem]", 16);
		browser.run("""
				[...document.querySelectorAll('[role=treeitem]:has(.bar.llm)')][3].click()""");

		browser.await(() -> browser.text("[data-tab=said]").contains("Conversation"));
		assertThat(browser.text(".message .role")).startsWith("system", "user", "assistant");
		assertThat(browser.text(".toolcall b")).containsExactly("chart");
		browser.run("""
				[...document.querySelectorAll('[role=treeitem]:has(.bar.llm)')][4].click()""");
		browser.await(() -> browser.text(".message .role").contains("tool"));
		browser.click("[data-tab=raw]");
		assertThat(browser.await(".raw dt", 10)).contains("braintrust.input_json", "gen_ai.usage.input_tokens",
				"service.name");
	}

	@Test
	void showsWhyASpanFailed() {
		open("#/trace/" + traceOf(Demo.RESEARCH));
		browser.await("[role=treeitem]", 16);

		browser.type("n");

		assertThat(browser.await(".problem pre", 1).get(0)).contains("No PNG renderer here");
		assertThat(browser.url()).contains("/span/");
		String link = browser.url();
		open(link.substring(link.indexOf('#')));
		assertThat(browser.await(".problem pre", 1).get(0)).contains("No PNG renderer here");
	}

	@Test
	void filtersAndSearches() {
		open("#/");
		browser.await(NAMES, 5);

		browser.click("[data-state=errors]");
		browser.await(() -> !browser.text(NAMES).contains(Demo.CHAT));
		assertThat(browser.text(NAMES)).contains(Demo.RESEARCH);

		browser.click("[data-state=all]");
		browser.click(".search input");
		browser.type("user_id=user-42 password");
		browser.await(() -> !browser.text(NAMES).isEmpty() && browser.text(NAMES).stream().allMatch(Demo.CHAT::equals));

		browser.type(" nothing-has-this");
		browser.await(() -> browser.text(".note").get(0).equals("No trace matches."));
	}

	@Test
	void comparesVariantsOfAnExperiment() {
		open("#/experiments");

		browser.await("[data-experiment=answer_style_v1] [data-measure]", 9);
		assertThat(browser.text("[data-measure=Runs] .pair .number")).hasSize(2).allMatch((runs) -> !runs.equals("0"));
		assertThat(browser.text("[data-measure='Score accuracy'] .pair .number")).containsExactly("0.72", "1.00");
		assertThat(browser.text("[data-measure='Score accuracy'] .delta.unclear")).containsExactly("+38%unclear");
		assertThat(browser.text("[data-measure='Error rate'] .pair .number")).containsExactly("0%", "0%");
		assertThat(browser.text("[data-measure='Cost per run'] .pair .number"))
			.allMatch((cost) -> cost.startsWith("$"));
		assertThat(browser.text(".runs").get(0)).contains("accuracy");
	}

	@Test
	void drawsCostTokensLatencyAndErrors() {
		open("#/overview");

		browser.await(".chart .stack", 60);
		assertThat(browser.text("[data-model='scripted-llama-3.3-70b-versatile'] td")).hasSize(9)
			.allMatch((figure) -> !figure.isBlank());
		assertThat(browser.text(".bars .bad")).isNotEmpty();
		assertThat(browser.run("return document.querySelectorAll('.chart rect.series-0').length > 0")).isEqualTo(true);
	}

	@Test
	void showsAttemptsOfARetriedCall() {
		String trace = this.tracer.llm("openai", "gpt-4o-mini").input("Hi").call((span) -> {
			span.metadata("retry.failed_attempts", 1).metadata("retry.success", true);
			try {
				this.tracer.span("attempt 1").call((attempt) -> {
					throw new IllegalStateException("429 Too Many Requests");
				});
			}
			catch (IllegalStateException ex) {
				// The second attempt succeeds.
			}
			span.output("Hello");
			return span.traceId();
		});
		open("#/");
		browser.click("[data-state=retried]");
		browser.await(
				() -> browser.text(NAMES).contains("chat gpt-4o-mini") && !browser.text(NAMES).contains(Demo.RESEARCH));

		open("#/trace/" + trace);

		assertThat(browser.await(".attempts", 1).get(0)).contains("1 failed attempt, then it succeeded")
			.contains("attempt 1")
			.contains("429 Too Many Requests");
		assertThat(browser.text("[role=treeitem] .badge.warn")).containsExactly("2 attempts");
		assertThat(browser.text(".kind.attempt")).hasSize(1);
		assertThat(browser.text("[data-fact=Errors]")).isEmpty();
	}

	@Test
	void showsHostileTextAsText() {
		String script = "<script>window.hacked = true</script>";
		String image = "<img src=x onerror='window.hacked = true'>";
		String trace = this.tracer.span("hostile " + image).call((span) -> {
			this.tracer.llm("openai", "gpt-4o-mini").messages(List.of(Message.user(script))).call((call) -> image);
			span.metadata(image, script).tag(image);
			return span.traceId();
		});
		open("#/");
		browser.await(() -> browser.text(NAMES).contains("hostile " + image));

		open("#/trace/" + trace);
		assertThat(browser.await(".message pre", 2)).contains(script, image);
		for (String tab : List.of("metadata", "metrics", "raw")) {
			browser.click("[data-tab=" + tab + "]");
			browser.await(".body[data-tab=" + tab + "]", 1);
		}

		assertThat(browser.run("return window.hacked")).isNull();
		assertThat(browser.run("return document.querySelectorAll('script').length")).isEqualTo(1L);
		assertThat(browser.run("return document.querySelectorAll('main img').length")).isEqualTo(0L);
	}

	@Test
	void refusesAForeignHostAndAForeignPage() throws IOException {
		browser.open("http://evil.example:" + this.port + "/gai/");
		assertThat(browser.text()).contains("The console answers only as localhost");

		HttpServer foreign = HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
		foreign.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		foreign.start();
		try {
			browser.open("http://evil.example:" + foreign.getAddress().getPort() + "/");
			String read = """
					const done = arguments[arguments.length - 1];
					fetch('http://localhost:%d/gai/data/%s', { method: '%s', mode: '%s' })
						.then((response) => response.text()).then(done, () => done('refused'))""";
			assertThat(browser.runAsync(read.formatted(this.port, "rows", "GET", "cors"))).isEqualTo("refused");
			assertThat(browser.runAsync(read.formatted(this.port, "rows", "GET", "no-cors"))).isIn("", "refused");
			assertThat(browser.runAsync(read.formatted(this.port, "clear", "POST", "no-cors"))).isIn("", "refused");
		}
		finally {
			foreign.stop(0);
		}
		browser.complaints();
		open("#/");
		assertThat(browser.await(NAMES, 5)).isNotEmpty();
	}

	@Test
	void isUsedWithTheKeyboardAlone() {
		open("#/");
		browser.await(NAMES, 5);

		browser.type("/");
		browser.await(() -> Boolean.TRUE.equals(browser.run("return document.activeElement.type === 'search'")));
		browser.type(Demo.RESEARCH);
		browser.await(() -> browser.text(NAMES).stream().allMatch(Demo.RESEARCH::equals));
		browser.type(Keys.ESCAPE);
		browser.type("j");
		browser.type(Keys.ENTER);
		browser.await("[role=treeitem]", 16);
		browser.type(Keys.ARROW_DOWN);
		browser.await(() -> browser.text("[aria-selected=true] .text").contains("invoke_agent researcher"));
		browser.type(Keys.ARROW_LEFT);
		browser.await(() -> browser.text("[role=treeitem]").size() == 2);
		browser.type(Keys.ARROW_RIGHT);
		browser.await("[role=treeitem]", 16);
		browser.type(Keys.ESCAPE);
		browser.await(NAMES, 1);
		browser.type("4");
		browser.await("[data-experiment]", 1);
	}

	@ParameterizedTest
	@CsvSource({ "list, 1280, light", "trace, 1280, light", "trace, 1280, dark", "overview, 1280, light",
			"experiments, 1280, dark", "list, 390, light", "trace, 390, dark", "overview, 390, light",
			"experiments, 390, light" })
	void fitsTheScreen(String view, int width, String scheme) throws IOException {
		browser.screen(width, (width < 500) ? 844 : 800, scheme);
		open(switch (view) {
			case "list" -> "#/";
			case "trace" -> "#/trace/" + traceOf(Demo.RESEARCH);
			default -> "#/" + view;
		});
		browser.await(switch (view) {
			case "list" -> NAMES;
			case "trace" -> "[role=treeitem]";
			case "overview" -> ".chart";
			default -> "[data-measure]";
		}, 2);
		browser.await(() -> browser.text(".live").contains("live"));
		if (view.equals("trace") && width > 1000) {
			browser.run("document.querySelectorAll('[role=treeitem]:has(.bar.llm)')[3].click()");
		}

		assertThat((Long) browser.run("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		assertThat(browser.run("return getComputedStyle(document.documentElement).colorScheme")).isEqualTo(scheme);
		keep("console-" + view + "-" + width + (scheme.equals("dark") ? "-dark" : "") + ".png");
	}

	/** With -Dapprove=true as the pictures of the documentation. */
	private static void keep(String name) throws IOException {
		Path folder = Boolean.getBoolean("approve") ? Path.of(System.getProperty("repository.root"), "docs", "images")
				: Path.of("target", "screenshots");
		Files.createDirectories(folder);
		Files.write(folder.resolve(name), browser.screenshot());
	}

	private void open(String address) {
		if (letIn != this.port) {
			browser.open("http://localhost:" + this.port + "/gai/" + Console.address());
			letIn = this.port;
		}
		browser.open("http://localhost:" + this.port + "/gai/" + address);
	}

	/** The id of the latest trace of a part. */
	private String traceOf(String part) {
		open("#/");
		browser.await(() -> browser.text(NAMES).contains(part));
		return (String) browser.run("""
				return [...document.querySelectorAll('.traces a')]
					.find((link) => link.querySelector('b').textContent === '%s').dataset.trace""".formatted(part));
	}

}
