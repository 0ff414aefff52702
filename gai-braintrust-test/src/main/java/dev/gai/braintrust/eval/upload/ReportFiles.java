package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a report: JSON, Markdown and a page, beside each other.
 *
 * @param folder where they are
 * @param base their name without an ending
 */
record ReportFiles(Path folder, String base) {

	private static final JsonMapper json = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private static final int MAX_NAME = 100;

	private static final String PARTIAL = ".partial";

	/**
	 * The files of an eval.
	 * @param folder where they are
	 * @param eval name of the eval
	 * @return the files; two evals never share them
	 */
	static ReportFiles of(Path folder, String eval) {
		String safe = eval.strip().replaceAll("[^A-Za-z0-9 ._-]", "_").replaceAll("^\\.+", "_");
		if (safe.length() > MAX_NAME) {
			safe = safe.substring(0, MAX_NAME);
		}
		safe = safe.toLowerCase(Locale.ROOT).endsWith(PARTIAL) ? safe + "_" : safe;
		return new ReportFiles(folder,
				safe.equals(eval) ? safe : safe + "-" + Integer.toHexString(eval.hashCode() & 0xffffff));
	}

	/**
	 * The files for a run of some cases, beside those for a run of all.
	 * @return files of another name
	 */
	ReportFiles partial() {
		return new ReportFiles(this.folder, this.base + PARTIAL);
	}

	/**
	 * The files of a report that is there already.
	 * @param file its JSON
	 * @return the files
	 */
	static ReportFiles at(Path file) {
		Path folder = file.toAbsolutePath().getParent();
		Path name = file.getFileName();
		if (folder == null || name == null || !name.toString().endsWith(".json")) {
			throw new IllegalArgumentException(
					"The report of an eval is its JSON file, target/braintrust-evals/<name>.json");
		}
		return new ReportFiles(folder, name.toString().substring(0, name.toString().length() - ".json".length()));
	}

	/**
	 * The page.
	 * @return its place
	 */
	Path page() {
		return this.folder.resolve(this.base + ".html");
	}

	/**
	 * The JSON.
	 * @return its place
	 */
	Path json() {
		return this.folder.resolve(this.base + ".json");
	}

	/**
	 * Reads the report.
	 * @return the report
	 * @throws IOException if there is none
	 * @throws IllegalArgumentException if the file holds something else
	 */
	EvalReport read() throws IOException {
		try {
			EvalReport report = json.readValue(Files.readAllBytes(json()), EvalReport.class);
			if (report != null && report.format() == EvalReport.FORMAT) {
				return report;
			}
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(json() + " is not the report of an eval", ex);
		}
		throw new IllegalArgumentException(json() + " is not the report of an eval, or one of another version");
	}

	/**
	 * Reads the report of the last run.
	 * @return the report, {@code null} if there is none that can be read
	 */
	@Nullable EvalReport readLast() {
		try {
			return Files.exists(json()) ? read() : null;
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return null;
		}
	}

	/**
	 * Writes the report, in place of one that is there.
	 * @param report the report
	 * @throws IOException if it cannot be written
	 */
	void write(EvalReport report) throws IOException {
		Files.createDirectories(this.folder);
		write(json(), json.writeValueAsString(report));
		write(this.folder.resolve(this.base + ".md"), new ReportMarkdown(report, this.base).text());
		write(page(), new ReportPage(report).html());
	}

	/**
	 * Nobody reads half a file. What is no character is replaced.
	 */
	private void write(Path file, String text) throws IOException {
		Path part = Files.createTempFile(this.folder, ".report", ".part");
		try {
			Files.write(part, text.getBytes(StandardCharsets.UTF_8));
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

}
