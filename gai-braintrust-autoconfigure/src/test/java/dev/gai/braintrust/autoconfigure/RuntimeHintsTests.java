package dev.gai.braintrust.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.services.async.audio.TranscriptionServiceAsync;
import com.openai.services.blocking.AudioService;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the library looks for by name has a hint, found in its sources, so that what
 * is added has to have one as well.
 */
class RuntimeHintsTests {

	private static final Path MAIN = Path.of(System.getProperty("repository.root"),
			"gai-braintrust-autoconfigure/src/main");

	/** A constant or an argument that is nothing but the name of a class. */
	private static final Pattern CLASS_NAME = Pattern.compile("\"((?:[a-z][a-z0-9]*\\.){2,}[A-Z][A-Za-z0-9]*)\"");

	private static final Pattern RESOURCE = Pattern.compile("getResourceAsStream\\(\"([^\"]+)\"\\)");

	private final RuntimeHints hints = new RuntimeHints();

	RuntimeHintsTests() {
		new BraintrustRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
	}

	@Test
	void areThereForEachFileOfTheLibrary() throws IOException {
		List<String> files;
		try (Stream<Path> own = Stream.concat(Files.walk(MAIN.resolve("resources/dev")),
				Files.walk(MAIN.resolve("filtered/dev")))) {
			files = own.filter(Files::isRegularFile)
				.map((file) -> file.toString().replaceFirst(".*/(resources|filtered)/", ""))
				.toList();
		}

		assertThat(files).hasSizeGreaterThan(20)
			.contains("dev/gai/braintrust/cost/catalog/genai-prices.jsonl.gz")
			.allSatisfy((file) -> assertThat(RuntimeHintsPredicates.resource().forResource(file)).accepts(this.hints));
	}

	@Test
	void findTheFilesThatClassesReadNextToThemselves() {
		assertThat(sources().filter((source) -> RESOURCE.matcher(text(source)).find())).isNotEmpty();
		sources().forEach((source) -> RESOURCE.matcher(text(source)).results().map(found(1)).forEach((name) -> {
			String place = MAIN.resolve("java").relativize(source.getParent()).resolve(name).toString();
			assertThat(getClass().getClassLoader().getResource(place)).as(place).isNotNull();
		}));
	}

	@Test
	void areThereForEachTypeThatIsLookedForByName() {
		List<String> names = sources().filter((file) -> text(file).contains("ClassUtils.isPresent"))
			.flatMap((file) -> CLASS_NAME.matcher(text(file)).results().map(found(1)))
			.filter((name) -> ClassUtils.isPresent(name, getClass().getClassLoader()))
			.distinct()
			.toList();

		assertThat(names)
			.contains("reactor.core.publisher.Flux", "org.springframework.ai.vectorstore.VectorStore",
					"dev.langchain4j.model.openai.OpenAiTokenUsage")
			.allSatisfy((name) -> assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name)))
				.accepts(this.hints));
	}

	@Test
	void letMethodsBeCalledThatAreLookedForByName() {
		List<String> names = sources().filter((file) -> text(file).contains("ReflectionUtils.findMethod("))
			.filter((file) -> !file.endsWith("BraintrustRuntimeHints.java"))
			.flatMap((file) -> CLASS_NAME.matcher(text(file)).results().map(found(1)))
			.toList();

		assertThat(names).isNotEmpty()
			.allSatisfy((name) -> assertThat(RuntimeHintsPredicates.reflection()
				.onType(TypeReference.of(name))
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(this.hints));
	}

	@Test
	void letAClientBeEnded() throws Exception {
		if (ClassUtils.hasMethod(HttpClient.class, "shutdownNow")) {
			assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(HttpClient.class.getMethod("shutdownNow")))
				.accepts(this.hints);
		}
	}

	@Test
	void letTheClientsOfModelsBeExchanged() {
		for (String model : List.of("OpenAiAudioTranscriptionModel", "OpenAiAudioSpeechModel",
				"OpenAiModerationModel")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(TypeReference.of("org.springframework.ai.openai." + model))
				.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(this.hints);
		}
		for (Class<?> proxied : List.of(OpenAIClient.class, OpenAIClientAsync.class, AudioService.class,
				TranscriptionServiceAsync.class)) {
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(proxied)).accepts(this.hints);
		}
	}

	private static java.util.function.Function<MatchResult, String> found(int group) {
		return (match) -> match.group(group);
	}

	private static Stream<Path> sources() {
		try (Stream<Path> files = Files.walk(MAIN.resolve("java"))) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
