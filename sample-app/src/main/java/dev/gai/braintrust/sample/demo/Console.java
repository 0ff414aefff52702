package dev.gai.braintrust.sample.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.springframework.stereotype.Component;

/**
 * Where the demo prints. Always UTF-8, or else the lines of the tree would be question
 * marks where no locale is set.
 */
@Component
class Console {

	private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

	void line(String line) {
		this.out.println(line);
	}

	void line() {
		line("");
	}

	void title(String title) {
		line();
		line(title);
		line("─".repeat(title.length()));
	}

	void fact(String name, String value) {
		line("  " + String.format("%-25s", name) + value);
	}

}
