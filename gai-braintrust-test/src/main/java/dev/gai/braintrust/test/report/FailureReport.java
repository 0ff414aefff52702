package dev.gai.braintrust.test.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.console.TraceFile;
import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.Internal;

/**
 * Writes what is known of a failed test to the folder of the build: a page that needs
 * nothing else, and each trace as a file for the console.
 *
 * @since 0.1.0
 */
@Internal
public final class FailureReport {

	private static final int MAX_NAME = 120;

	private static final Map<String, Integer> written = new ConcurrentHashMap<>();

	private FailureReport() {
	}

	/**
	 * Writes a page and the files of its traces.
	 * @param test name of the test
	 * @param failure why it failed
	 * @param traces its traces
	 * @return the page
	 * @throws IOException if it cannot be written
	 */
	public static Path write(String test, Throwable failure, List<Part> traces) throws IOException {
		Path folder = folder(Path.of("")).resolve("gai-traces");
		Files.createDirectories(folder);
		String name = fileName(test);
		int number = 1;
		for (Part trace : traces) {
			Files.writeString(folder.resolve(name + ((number > 1) ? "." + number : "") + ".json"),
					TraceFile.of(trace.rows()));
			number++;
		}
		Path page = folder.resolve(name + ".html");
		Files.writeString(page, new TracePage(test, failure, traces).html());
		return page;
	}

	/**
	 * The same method may run several times, with other parameters.
	 */
	private static String fileName(String test) {
		String safe = test.replaceAll("[^A-Za-z0-9._-]", "_");
		String name = (safe.length() > MAX_NAME) ? safe.substring(0, MAX_NAME) : safe;
		int times = written.merge(name, 1, Integer::sum);
		return (times > 1) ? name + "-" + times : name;
	}

	/**
	 * Where the build writes to.
	 * @param project the folder of the module
	 * @return {@code build} with Gradle, else {@code target}
	 */
	public static Path folder(Path project) {
		boolean gradle = Files.exists(project.resolve("build.gradle"))
				|| Files.exists(project.resolve("build.gradle.kts"));
		return project.resolve((gradle && !Files.exists(project.resolve("pom.xml"))) ? "build" : "target");
	}

	/**
	 * A trace of the test.
	 *
	 * @param tree its text, one line for each row
	 * @param rows its rows in the order of the lines
	 */
	public record Part(String tree, List<Row> rows) {

	}

}
