package dev.gai.braintrust.docs;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.export.VerificationResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README and the pages on first use show works.
 */
@Tag("thorough")
class ReadmeTests {

	private static final List<String> PAGES = List.of("README.md", "docs/annotations.md", "docs/frameworks.md",
			"docs/retries.md", "docs/monitoring.md", "docs/console.md", "docs/troubleshooting.md");

	private static final Path root = Path.of(System.getProperty("repository.root", ".."));

	private static final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

	/** Read once for all snippets, not once for each. */
	private static final StandardJavaFileManager libraries = compiler.getStandardFileManager(null, null, null);

	private static final String IMPORTS = Stream
		.of("java.time.*", "java.util.*", "dev.gai.braintrust.annotation.*", "dev.gai.braintrust.content.*",
				"dev.gai.braintrust.error.*", "dev.gai.braintrust.health.*", "dev.gai.braintrust.response.*",
				"dev.gai.braintrust.trace.*", "org.springframework.ai.chat.client.ChatClient",
				"org.springframework.ai.tool.annotation.Tool", "org.springframework.context.annotation.*",
				"org.springframework.context.event.EventListener",
				"org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty",
				"org.springframework.core.Ordered", "org.springframework.core.ParameterizedTypeReference",
				"org.springframework.core.annotation.Order", "org.springframework.security.config.Customizer",
				"org.springframework.security.config.annotation.web.builders.HttpSecurity",
				"org.springframework.security.config.annotation.web.configurers.*",
				"org.springframework.security.config.web.server.ServerHttpSecurity",
				"org.springframework.security.web.SecurityFilterChain",
				"org.springframework.security.web.server.SecurityWebFilterChain",
				"org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers",
				"org.springframework.stereotype.*", "org.springframework.web.bind.annotation.*",
				"org.springframework.web.client.RestClient")
		.map((name) -> "import " + name + ";\n")
		.reduce("", String::concat);

	@TempDir
	private Path classes;

	static List<String> javaSnippets() throws IOException {
		List<String> snippets = new ArrayList<>();
		for (String page : PAGES) {
			snippets.addAll(snippets(page, "java"));
		}
		return snippets;
	}

	@ParameterizedTest
	@MethodSource("javaSnippets")
	void javaCompiles(String snippet) {
		boolean types = snippet.contains("class ");
		String source = IMPORTS + (types ? snippet : "class Snippet {\n" + snippet + "\n}\n");

		List<String> errors = compile(source);

		assertThat(errors).isEmpty();
	}

	@Test
	void yamlHoldsKnownPropertiesOnly() throws IOException {
		List<String> snippets = snippets("yaml");
		assertThat(snippets).isNotEmpty();
		for (String snippet : snippets) {
			List<PropertySource<?>> loaded = new YamlPropertySourceLoader().load("readme",
					new ByteArrayResource(snippet.getBytes()));
			Binder binder = new Binder(ConfigurationPropertySources.from(loaded));

			BraintrustProperties properties = binder
				.bind("gai.braintrust", Bindable.of(BraintrustProperties.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
				.get();

			assertThat(properties.cost().budgets()).allSatisfy((budget) -> assertThat(budget.by()).isNotEmpty());
		}
	}

	@Test
	void healthShowsTheNamesOfTheIndicator() throws IOException {
		JsonNode health = JsonMapper.builder().build().readTree(snippets("json").get(0));

		assertThat(health.path("details").propertyNames()).containsExactly("endpoint", "parent", "exported", "failed",
				"dropped", "queued", "spooledBytes", "oldestUnsentSeconds", "consecutiveFailures", "lastSuccess");
	}

	@Test
	void verificationShowsTheNamesOfItsAnswer() throws IOException {
		JsonNode answer = JsonMapper.builder().build().readTree(snippets("json").get(1));

		assertThat(answer.propertyNames()).containsExactlyElementsOf(
				Stream.of(VerificationResult.class.getRecordComponents()).map(RecordComponent::getName).toList());
	}

	@Test
	void dependencyIsTheStarterInItsVersionForMavenAndGradle() throws IOException {
		String starter = Files.readString(root.resolve("gai-braintrust-spring-boot-starter/pom.xml"));

		for (String line : snippets("xml").get(0)
			.lines()
			.map(String::strip)
			.filter((line) -> line.contains("Id>") || line.startsWith("<version>"))
			.toList()) {
			assertThat(starter).contains(line);
		}
		String version = starter.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
		assertThat(snippets("kotlin").get(0))
			.contains("implementation(\"dev.gai:gai-braintrust-spring-boot-starter:" + version + "\")");
	}

	@Test
	void commandsAreThoseThatCiRuns() throws IOException {
		String ci = Files.readString(root.resolve(".ci/run"));

		assertThat(snippets("bash")).extracting(String::strip).containsExactly("mvn spring-boot:run", "mvn verify");
		assertThat(ci).containsPattern("mvn .*verify").containsPattern("mvn .*spring-boot:run");
	}

	@Test
	void isShort() throws IOException {
		assertThat(readme().lines()).hasSizeLessThanOrEqualTo(250);
	}

	@Test
	void linksToFilesThatExist() throws IOException {
		for (String page : PAGES) {
			Path folder = root.resolve(page).resolveSibling("");
			Matcher links = Pattern.compile("\\]\\((?!http)([^)#]+)").matcher(text(page));
			while (links.find()) {
				assertThat(folder.resolve(links.group(1))).exists();
			}
		}
	}

	private static List<String> snippets(String language) throws IOException {
		return snippets("README.md", language);
	}

	private static List<String> snippets(String page, String language) throws IOException {
		List<String> snippets = new ArrayList<>();
		Matcher blocks = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(text(page));
		while (blocks.find()) {
			snippets.add(blocks.group(1));
		}
		return snippets;
	}

	private static String readme() throws IOException {
		return text("README.md");
	}

	private static String text(String page) throws IOException {
		return Files.readString(root.resolve(page));
	}

	private List<String> compile(String source) {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Snippet.java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		compiler
			.getTask(null, libraries, problems, List.of("-proc:none", "-parameters", "-d", this.classes.toString()),
					null, List.of(file))
			.call();
		return problems.getDiagnostics()
			.stream()
			.filter((problem) -> problem.getKind() == Diagnostic.Kind.ERROR)
			.map((problem) -> problem.getMessage(Locale.ROOT))
			.toList();
	}

}
