package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Reports of evals, which each run leaves in the folder of the build.
 *
 * @since 0.1.0
 */
@PublicApi
public final class EvalReports {

	private EvalReports() {
	}

	/**
	 * Uploads a report as an experiment, with the API key and address of the environment
	 * ({@code BRAINTRUST_API_KEY} and so on). The same experiment is filled up where a
	 * part was uploaded before. Waits for Braintrust, a minute and a half at most.
	 * @param report the JSON file of the report
	 * @return what became of it, a sentence with the link
	 * @throws IllegalArgumentException if the file is not the report of an eval
	 * @throws IllegalStateException if not all was uploaded; the message says why
	 * @throws UncheckedIOException if the file cannot be read or written
	 */
	public static String upload(Path report) {
		return upload(report, null);
	}

	/**
	 * Uploads a report as an experiment.
	 * @param report the JSON file of the report
	 * @param environment has the settings {@code gai.braintrust.*}, {@code null} for the
	 * variables of the process
	 * @return what became of it, a sentence with the link
	 * @throws IllegalArgumentException if the file is not the report of an eval
	 * @throws IllegalStateException if not all was uploaded; the message says why
	 * @throws UncheckedIOException if the file cannot be read or written
	 */
	public static String upload(Path report, @Nullable Environment environment) {
		ReportFiles files = ReportFiles.at(report);
		try {
			EvalReport read = files.read();
			ReportUpload outcome = ExperimentUpload.run(read, UploadSettings.of(environment));
			files.write(read.with(outcome));
			String text = UploadText.of(outcome);
			if (outcome.state() != ReportUpload.State.UPLOADED) {
				throw new IllegalStateException(text);
			}
			return text;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The report cannot be read or written: " + report, ex);
		}
	}

}
