package dev.gai.braintrust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Suites that start an application or a process say so, since {@code mvn -Pquick verify}
 * leaves them out.
 */
class TaggedSuitesTests {

	private static final String TAG = "@Tag(\"application\")";

	private static final Pattern STARTS = Pattern.compile(
			"\\b(SpringApplication|SpringApplicationBuilder|SpringBootTest|\\w*ContextRunner|AutoConfigured|LoadProcess"
					+ "|MinimalApplication|RunningApplication|ProcessBuilder|RedisServer|SpringAiApplication)\\b");

	@Test
	void suitesThatStartAnApplicationAreTagged() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of(System.getProperty("repository.root")))) {
			List<String> untagged = files.filter(TaggedSuitesTests::isSuite)
				.filter((file) -> !file.endsWith("TaggedSuitesTests.java"))
				.filter((file) -> STARTS.matcher(text(file)).find() && !text(file).contains(TAG))
				.map((file) -> file.getFileName().toString())
				.toList();

			assertThat(untagged).as("add %s to them", TAG).isEmpty();
		}
	}

	@Test
	void suitesInKotlinAreTaggedBecauseTheQuickLoopDoesNotCompileThem() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of(System.getProperty("repository.root")))) {
			List<String> untagged = files.filter((file) -> file.toString().endsWith("Tests.kt"))
				.filter((file) -> !text(file).contains("@Tag("))
				.map((file) -> file.getFileName().toString())
				.toList();

			assertThat(untagged).as("add @Tag(\"thorough\") to them").isEmpty();
		}
	}

	private static boolean isSuite(Path file) {
		return file.toString().endsWith("Tests.java");
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
