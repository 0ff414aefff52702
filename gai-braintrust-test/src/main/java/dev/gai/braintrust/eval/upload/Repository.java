package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Asks git for the state of the sources. Neither a difference nor the author is read.
 */
final class Repository {

	private static final int MAX_OUTPUT = 64 * 1024;

	private static final long PATIENCE_SECONDS = 5;

	private final Path folder;

	private final Map<String, String> variables;

	Repository(Path folder, Map<String, String> variables) {
		this.folder = folder;
		this.variables = variables;
	}

	/**
	 * The facts.
	 * @return the facts, {@code null} if there is no repository
	 */
	@Nullable RepositoryFacts facts() {
		String commit = git("rev-parse", "HEAD");
		if (commit == null) {
			String built = variable("GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "BUILDKITE_COMMIT");
			return (built == null) ? null : new RepositoryFacts(built, builtBranch(), null, null, null, null);
		}
		String branch = git("symbolic-ref", "--short", "-q", "HEAD");
		String status = git("status", "--porcelain", "--untracked-files=no");
		return new RepositoryFacts(commit, (branch != null) ? branch : builtBranch(),
				git("describe", "--tags", "--exact-match"), (status != null) ? !status.isEmpty() : null,
				git("log", "-1", "--format=%cI"), withoutCredentials(git("config", "--get", "remote.origin.url")));
	}

	private @Nullable String builtBranch() {
		return variable("GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BRANCH_NAME", "BUILDKITE_BRANCH");
	}

	private @Nullable String variable(String... names) {
		return Stream.of(names)
			.map(this.variables::get)
			.filter((value) -> value != null && !value.isBlank())
			.findFirst()
			.orElse(null);
	}

	/**
	 * An address of a repository as it may be shown: user, password, and what stands
	 * behind the path are left out.
	 * @param address the address
	 * @return the address without them
	 */
	static @Nullable String withoutCredentials(@Nullable String address) {
		if (address == null || address.isBlank()) {
			return null;
		}
		String shown = address.strip().replaceAll("[?#].*$", "");
		int scheme = shown.indexOf("://");
		String rest = (scheme < 0) ? shown : shown.substring(scheme + 3);
		int path = rest.indexOf('/');
		int at = rest.lastIndexOf('@', (path < 0) ? rest.length() : path);
		// A password with a slash in it: whatever stands before the last @ is no path.
		int last = (scheme < 0) ? at : rest.lastIndexOf('@');
		return ((scheme < 0) ? "" : shown.substring(0, scheme + 3)) + rest.substring(Math.max(at, last) + 1);
	}

	private @Nullable String git(String... arguments) {
		try {
			ProcessBuilder builder = new ProcessBuilder(
					Stream.concat(Stream.of("git", "--no-optional-locks"), Stream.of(arguments)).toList());
			builder.directory(this.folder.toAbsolutePath().toFile());
			builder.redirectError(ProcessBuilder.Redirect.DISCARD);
			builder.environment().put("GIT_TERMINAL_PROMPT", "0");
			Process process = builder.start();
			process.getOutputStream().close();
			return output(process);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static @Nullable String output(Process process) throws IOException {
		try (InputStream output = process.getInputStream()) {
			process.onExit()
				.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
				.exceptionally((ex) -> process.destroyForcibly());
			String text = new String(output.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
			boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
			return (ended && process.exitValue() == 0) ? text : null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * The facts of where the tests run.
	 */
	static @Nullable RepositoryFacts ofThisBuild() {
		return new Repository(Path.of(""), System.getenv()).facts();
	}

}
