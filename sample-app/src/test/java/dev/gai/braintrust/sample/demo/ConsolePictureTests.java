package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attachments in the console: pictures are drawn, in a real browser, everything else is
 * told of, and nothing is loaded from elsewhere.
 */
@Tag("application")
class ConsolePictureTests {

	private static final byte[] PIXEL = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

	private static final String ROWS = """
			[{"trace": "t", "id": "a", "name": "chat m", "type": "llm", "start": 0, "end": 100, "attributes": {
			  "braintrust.input_json": "[{\\"role\\":\\"user\\",\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"See\\"},{\\"type\\":\\"image_url\\",\\"image_url\\":{\\"url\\":{\\"type\\":\\"braintrust_attachment\\",\\"content_type\\":\\"image/png\\",\\"filename\\":\\"disc.png\\",\\"key\\":\\"key-1\\"}}}]},{\\"role\\":\\"tool\\",\\"content\\":[{\\"shot\\":{\\"type\\":\\"braintrust_attachment\\",\\"content_type\\":\\"image/png\\",\\"filename\\":\\"shot.png\\",\\"key\\":\\"key-1\\"}}]}]",
			  "braintrust.output_json": "[{\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":[{\\"type\\":\\"braintrust_attachment\\",\\"content_type\\":\\"application/pdf\\",\\"filename\\":\\"terms.pdf\\",\\"key\\":\\"key-2\\"}]}}]"}}]""";

	private static Browser browser;

	private static ConsolePages pages;

	@BeforeAll
	static void start() {
		browser = Browser.start();
		pages = new ConsolePages();
		pages.picture("key-1", PIXEL);
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
	void drawsThePicturesThatTheApplicationKeeps() {
		browser.open(pages.address() + "#/trace/t");

		browser.await("figure.media img", 2);
		browser
			.await(() -> Long.valueOf(1).equals(browser.run("return document.querySelector('main img').naturalWidth")));
		assertThat(browser.run("return [...document.querySelectorAll('main img')].map((image) => image.alt)"))
			.isEqualTo(List.of("disc.png", "shot.png"));
		assertThat(browser.text(".media.card")).singleElement()
			.asString()
			.contains("application/pdf", "filename terms.pdf", "key key-2");
	}

	@Test
	void savesPicturesWithTheirTraceAndDrawsThemFromTheFile(@TempDir Path folder) throws IOException {
		browser.open(pages.address() + "#/trace/t");
		browser.await("figure.media img", 2);
		browser
			.run("""
					window.saved = null;
					const make = URL.createObjectURL;
					URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); }""");
		browser.click(".tracehead [data-action=save]");
		browser.await(() -> browser.run("return window.saved") != null);
		String saved = (String) browser.run("return window.saved");
		assertThat(saved).contains("\"pictures\":{\"key-1\":\"data:image/png;base64,iVBOR");
		String other = saved.replace("\"key-1\":\"data:",
				"\"key-3\":\"javascript:alert(1)\",\"key-2\":\"https://evil.example/x.png\",\"key-1\":\"data:");

		try (ConsolePages elsewhere = new ConsolePages()) {
			browser.open(elsewhere.address() + "#/file");
			browser.await(".filebox input", 1);
			browser.upload(".filebox input", Files.writeString(folder.resolve("traces.json"), other));

			browser.await("figure.media img", 2);
			assertThat(browser
				.run("return [...document.querySelectorAll('main img')].map((image) => image.src.slice(0, 14))"))
				.isEqualTo(List.of("data:image/png", "data:image/png"));
		}
	}

}
