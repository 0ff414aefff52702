package dev.gai.braintrust.sample.demo;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is listed stands in the address of the console, in a real browser.
 */
@Tag("application")
class ConsoleAddressTests {

	private static final String ROWS = """
			[{"trace": "a", "id": "1", "name": "answer", "type": "llm", "start": 1000, "end": 2000, "tags": ["beta"],
			  "metadata": {"user_id": "u-1", "tier": "premium", "model": "m"}},
			 {"trace": "b", "id": "2", "name": "answer", "type": "llm", "start": 3000, "end": 3500, "error": "x",
			  "metadata": {"user_id": "u-2", "model": "m"}},
			 {"trace": "c", "id": "3", "name": "other", "type": "llm", "start": 4000, "end": 4100, "metadata": {"model": "n"}}]""";

	private static Browser browser;

	private static ConsolePages pages;

	@BeforeAll
	static void start() {
		browser = Browser.start();
		pages = new ConsolePages();
		pages.show(ROWS);
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
	void hasWhatIsListedInTheAddress() {
		open("#/");
		shows("c", "b", "a");

		browser.click(".search input");
		browser.type("answer");
		shows("b", "a");
		assertThat(browser.url()).endsWith("#/?q=answer");
		browser.click("[data-sort=length]");
		shows("a", "b");
		assertThat(browser.url()).endsWith("#/?q=answer&sort=length&order=down");
		browser.click("[data-state=failed]");
		shows("b");

		browser.back();
		shows("a", "b");
		assertThat(browser.text("[data-state=all][aria-pressed=true]")).hasSize(1);
		browser.back();
		shows("b", "a");
		assertThat(value("Search traces")).isEqualTo("answer");
	}

	@Test
	void listsWhatAnAddressAsksFor() {
		open("#/?q=answer&user=u-1&tag=beta&metadata=tier%3Dprem&longer=600+ms&model=m&sort=cost&order=up");

		shows("a");
		assertThat(value("Search traces")).isEqualTo("answer");
		assertThat(value("User")).isEqualTo("u-1");
		assertThat(value("Tag")).isEqualTo("beta");
		assertThat(value("Model")).isEqualTo("m");
		assertThat(value("Metadata")).isEqualTo("tier=prem");
		assertThat(value("Longer than")).isEqualTo("600 ms");
		assertThat(browser.text("[data-sort=cost][data-direction=up]")).hasSize(1);
		assertThat(browser.run("return document.querySelector('.morefilters').hidden")).isEqualTo(false);
		browser.click("[data-action=reset]");
		shows("c", "b", "a");
		assertThat(browser.url()).endsWith("#/?sort=cost&order=up");
	}

	@Test
	void goesOnWithTheSameListAfterATrace() {
		open("#/?state=errors");
		shows("b");
		browser.type("j");
		browser.type(Keys.ENTER);
		browser.await("[role=treeitem]", 1);

		browser.type(Keys.ESCAPE);
		shows("b");
		assertThat(browser.url()).endsWith("#/?state=errors");
		browser.click(".traces a");
		browser.click("a.back");
		shows("b");
		browser.click("nav a[aria-current]");
		shows("c", "b", "a");
		browser.back();
		shows("b");
	}

	@Test
	void takesNoHarmFromAnAddressThatIsNone() {
		for (String address : List.of("#/?state=nonsense&sort=nothing&order=x&within=abc", "#/?%E0%A4%A&q",
				"#/session/%E0%A4%A", "#/trace/unknown/span/x", "#/compare/a", "#/nowhere/at/all", "#/?model=gone")) {
			open(address);
			browser.await("main > *", 1);
			browser.await(() -> browser.text("nav a").size() == 4);
		}
		assertThat(value("Model")).isEqualTo("gone");
		assertThat(browser.complaints()).allMatch((complaint) -> complaint.contains("/data/"));
	}

	private static void shows(String... traces) {
		browser.await(() -> List.of(traces)
			.equals(browser
				.run("return [...document.querySelectorAll('.traces a')].map((link) => link.dataset.trace)")));
	}

	private static Object value(String label) {
		return browser.run("return document.querySelector('[aria-label=\"" + label + "\"]').value");
	}

	private static void open(String address) {
		browser.open(pages.address() + address);
	}

}
