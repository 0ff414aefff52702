package dev.gai.braintrust.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

/**
 * Runs test classes in a mode, as Surefire would with {@code -D}.
 */
final class ReplayRuns implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	static final String TARGET = "stand-in.url";

	private final Path folder;

	private @Nullable StandInProvider provider;

	/**
	 * Creates an extension that starts a provider for a class, and empties the folder for
	 * each test.
	 * @param folder of the cassettes
	 */
	ReplayRuns(String folder) {
		this.folder = Path.of(folder);
	}

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		this.provider = new StandInProvider();
	}

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		provider().close();
	}

	StandInProvider provider() {
		return Objects.requireNonNull(this.provider);
	}

	/** The same with another provider. */
	ReplayRuns with(StandInProvider other) {
		ReplayRuns runs = new ReplayRuns(this.folder.toString());
		runs.provider = other;
		return runs;
	}

	/** All of them must pass. */
	void records(Class<?> type) {
		assertThat(failures(run("record", type))).isEmpty();
	}

	/** All of them must pass, and nothing may reach the provider. */
	void replays(Class<?> type) {
		assertThat(failuresOfReplay(type)).isEmpty();
	}

	List<String> failuresOfReplay(Class<?> type) {
		int before = provider().requests().size();
		List<String> failures = failures(run("replay", type));
		assertThat(provider().requests()).hasSize(before);
		return failures;
	}

	EngineExecutionResults run(String mode, Class<?> type) {
		return run(mode, EngineTestKit.engine("junit-jupiter").selectors(selectClass(type)));
	}

	EngineExecutionResults run(String mode, Class<?> type, String method) {
		return run(mode, EngineTestKit.engine("junit-jupiter").selectors(selectMethod(type, method)));
	}

	EngineExecutionResults run(String mode, EngineTestKit.Builder tests) {
		System.setProperty(ReplayMode.PROPERTY, mode);
		System.setProperty(TARGET, provider().url());
		try {
			return tests.execute();
		}
		finally {
			System.clearProperty(ReplayMode.PROPERTY);
			System.clearProperty(TARGET);
		}
	}

	static List<String> failures(EngineExecutionResults results) {
		return results.allEvents()
			.finished()
			.stream()
			.filter((event) -> event.getRequiredPayload(TestExecutionResult.class)
				.getStatus() == TestExecutionResult.Status.FAILED)
			.map((event) -> event.getTestDescriptor().getDisplayName() + ": "
					+ text(event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow()))
			.toList();
	}

	private static String text(Throwable failure) {
		StringBuilder text = new StringBuilder(failure.toString());
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			text.append("\ncaused by ").append(cause);
		}
		return text.toString();
	}

	/** The cassettes by their names. */
	Map<String, String> cassettes() {
		Map<String, String> cassettes = new TreeMap<>();
		if (!Files.isDirectory(this.folder)) {
			return cassettes;
		}
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.toList()) {
				cassettes.put(file.getFileName().toString(), Files.readString(file));
			}
			return cassettes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path file(String name) {
		return this.folder.resolve(name);
	}

}
