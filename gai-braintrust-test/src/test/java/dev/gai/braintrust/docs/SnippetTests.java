package dev.gai.braintrust.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages on tests show is in a test that runs, line by line and in this order.
 */
class SnippetTests {

	private static final Pattern SNIPPET = Pattern.compile("(?s)```java\\n(.*?)```");

	private static final Pattern MARK = Pattern.compile("<!-- snippet: (\\w+) -->\\s*$");

	private static final Path root = Path.of(System.getProperty("repository.root", ".."));

	private static final Path tests = Path.of("src/test/java");

	@ParameterizedTest
	@ValueSource(strings = { "testing", "evaluation", "replay" })
	void areOfATestThatRuns(String page) throws IOException {
		String text = Files.readString(root.resolve("docs/" + page + ".md"));

		Matcher snippets = SNIPPET.matcher(text);
		int found = 0;
		for (; snippets.find(); found++) {
			Matcher mark = MARK.matcher(text.substring(0, snippets.start()));
			assertThat(mark.find()).as("the snippet has a mark: " + snippets.group(1)).isTrue();
			List<String> lines = lines(snippets.group(1)).toList();
			assertThat(lines(source(mark.group(1))).toList()).containsSubsequence(lines);
		}
		assertThat(found).isPositive();
	}

	private static Stream<String> lines(String code) {
		return code.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty() && !line.startsWith("@Spring") && !line.matches("class \\w+ \\{"));
	}

	private static String source(String type) throws IOException {
		try (Stream<Path> files = Files.walk(tests)) {
			Path file = files.filter((each) -> each.endsWith(type + ".java")).findFirst().orElseThrow();
			return Files.readString(file);
		}
	}

}
