package dev.gai.braintrust.sample.demo;

import java.util.Locale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every view of the console with the keyboard alone, in a real browser.
 */
@Tag("application")
class ConsoleKeyboardTests {

	private static Browser browser;

	private static ConsolePages pages;

	@BeforeAll
	static void start() {
		browser = Browser.start();
		pages = new ConsolePages();
		StringBuilder rows = new StringBuilder("[");
		for (String trace : new String[] { "a", "b" }) {
			rows.append((rows.length() > 1) ? "," : "")
				.append(String.format(Locale.ROOT,
						"""
								{"trace": "%1$s", "id": "%1$s1", "name": "answer", "type": "task", "start": 1000, "end": 2000, "error": "x",
								  "metadata": {"session_id": "s-1", "experiment.name": "style", "experiment.variant": "%1$s"}},
								{"trace": "%1$s", "id": "%1$s2", "parent": "%1$s1", "name": "chat m", "type": "llm", "start": 1100, "end": 1900,
								  "error": "x", "metadata": {"model": "m"}, "attributes": {"braintrust.input_json": "[{\\"role\\":\\"user\\",\\"content\\":\\"Why?\\"}]"}}""",
						trace));
		}
		pages.show(rows.append("]").toString());
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
	void goesFromViewToViewAndThroughEach() {
		open("#/");
		browser.type("jc");
		browser.await(".tray b", 1);
		browser.type("jc");
		browser.await(".sides.heads", 1);
		reach("[data-action=swap]");
		browser.type(Keys.ENTER);
		browser.await(() -> browser.url().matches(".*#/compare/[ab]/[ab]"));
		reach(".panel.side select");
		browser.type(Keys.ESCAPE);
		browser.type(Keys.ESCAPE);
		browser.await(".traces a", 2);

		browser.type("2");
		browser.await("[data-session]", 1);
		browser.type("j");
		browser.type(Keys.ENTER);
		browser.await(".turnhead", 2);
		browser.type("j");
		browser.type(Keys.ENTER);
		browser.await("[role=treeitem]", 2);

		reach("[role=treeitem]");
		browser.type(Keys.ARROW_DOWN);
		browser.await(() -> browser.text("[aria-selected=true] .text").contains("chat m"));
		reach("[data-menu=copy-span] summary");
		browser.type(Keys.ENTER);
		reach("[data-copy=curl]");
		browser.type(Keys.ESCAPE);
		reach("[role=tab][data-tab=raw]");
		browser.type(Keys.ENTER);
		browser.await(".body[data-tab=raw]", 1);
		browser.type(Keys.ESCAPE);

		browser.await(".traces a", 2);
		browser.type("3");
		browser.await(".bars a.name", 1);
		reach(".bars a.name");
		browser.type(Keys.ENTER);
		browser.await("[role=treeitem]", 2);

		browser.type("4");
		browser.await("[data-experiment]", 1);
		reach("[data-experiment] select");
		reach("details.runs summary");
		browser.type(Keys.ENTER);
		reach(".runs a");
		reach("button[data-action=file]");
		browser.type(Keys.ENTER);
		browser.await(".filebox input:focus", 1);
		browser.type(Keys.ESCAPE);
		browser.type(Keys.ESCAPE);
		browser.await(".traces a", 2);
		browser.type("?");
		browser.await("#keys[open] dt", 8);
		browser.type(Keys.ESCAPE);
		browser.await(() -> browser.text("#keys[open]").isEmpty());
	}

	/** Goes on with the tab key until something has the focus, which can be seen. */
	private static void reach(String css) {
		String focused = "return document.activeElement.matches('" + css.replace("'", "\\'") + "')";
		for (int i = 0; i < 60 && !Boolean.TRUE.equals(browser.run(focused)); i++) {
			browser.type(Keys.TAB);
		}
		assertThat(browser.run(focused)).as(css).isEqualTo(true);
		assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle")).as(css)
			.isNotEqualTo("none");
	}

	private static void open(String address) {
		browser.open(pages.address() + address);
		browser.await(".traces a", 2);
	}

}
