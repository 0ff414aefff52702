package dev.gai.braintrust.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.OwnVariables;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is processed ahead of time as the build plugins of Spring Boot do it,
 * and run in a process of its own, first without and then with a key: whether spans are
 * sent is decided by the key of the run, not by that of the build.
 */
@Tag("application")
class ProcessedAheadOfTimeTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@TempDir
	private static Path folder;

	private static List<String> processed;

	@BeforeAll
	static void process() throws Exception {
		processed = java(List.of("-cp", System.getProperty("java.class.path"), AheadOfTimeBuilds.class.getName(),
				build(false).toString(), build(true).toString()));
		compile(build(false));
		compile(build(true));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sendsWithTheKeyOfTheRun(boolean builtWithKey) throws Exception {
		List<String> printed = run(build(builtWithKey), builtWithKey ? List.of() : recorded());
		int second = printed.indexOf(AheadOfTimeApplication.WITH_KEY);
		List<String> without = printed.subList(0, second);
		List<String> with = printed.subList(second, printed.size());

		assertThat(processed).filteredOn((line) -> line.startsWith("built ")).hasSize(2);
		assertThat(processed).noneMatch((line) -> line.contains("Spans are sent"));
		assertThat(without).anyMatch((line) -> line.contains("Spans are not sent to Braintrust. No API key is set"))
			.anyMatch((line) -> line.contains("beans that send: 0, that show: 1"))
			.anyMatch((line) -> line.equals("shown: ahead"));
		assertThat(with).anyMatch((line) -> line.contains("Spans are sent to Braintrust at " + braintrust.url()))
			.anyMatch((line) -> line.contains("beans that send: 1, that show: 0"));
		// JDK 17 has no such method, which is asked for.
		assertThat(printed).filteredOn((line) -> line.startsWith("no hint: ") && !line.contains("[shutdownNow,"))
			.as("what is done by reflection")
			.isEmpty();
		assertThat(with.stream().anyMatch((line) -> line.contains("hint: ")))
			.isEqualTo(!builtWithKey && !recorded().isEmpty());
		assertThat(braintrust.awaitSpans(1)).extracting(SentSpan::name).containsExactly("ahead");
	}

	/**
	 * In one of the runs Spring's agent looks whether all that the library does by
	 * reflection has a hint.
	 */
	private static List<String> recorded() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((path) -> path.contains("spring-core-test"))
			.findFirst()
			.map((agent) -> List.of("-javaagent:" + agent + "=+dev.gai.braintrust", "-Dhints.recorded=true"))
			.orElse(List.of());
	}

	private static List<String> run(Path build, List<String> options) throws Exception {
		String classPath = String.join(File.pathSeparator, build.resolve("classes").toString(),
				build.resolve("resources").toString(), System.getProperty("java.class.path"));
		List<String> arguments = new ArrayList<>(options);
		arguments
			.addAll(List.of("-Dspring.aot.enabled=true", "-cp", classPath, AheadOfTimeApplication.class.getName()));
		return java(arguments);
	}

	private static List<String> java(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.devtools.restart.enabled=false"));
		command.addAll(List.of(OwnVariables.OPTIONS));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("BRAINTRUST_"));
		builder.environment().put("GAI_BRAINTRUST_API_URL", braintrust.url());
		builder.environment().put("GAI_BRAINTRUST_PROJECT_NAME", "demo");
		builder.environment().put("GAI_BRAINTRUST_CONSOLE_ENABLED", "true");
		builder.environment().put("GAI_BRAINTRUST_EXPORT_SPOOL_ENABLED", "false");
		Process process = builder.start();
		List<String> printed = process.inputReader().lines().toList();
		assertThat(process.waitFor()).as(() -> String.join("\n", printed)).isZero();
		return printed;
	}

	private static void compile(Path build) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		String classes = build.resolve("classes").toString();
		List<String> arguments = new ArrayList<>(Arrays.asList("-proc:none", "-nowarn", "-parameters", "-d", classes,
				"-cp", System.getProperty("java.class.path") + File.pathSeparator + classes));
		try (Stream<Path> files = Files.walk(build.resolve("sources"))) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
	}

	private static Path build(boolean key) {
		return folder.resolve(key ? "with-key" : "without-key");
	}

}
