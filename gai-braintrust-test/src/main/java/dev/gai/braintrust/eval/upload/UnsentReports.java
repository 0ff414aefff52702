package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reports of earlier runs whose upload failed: they step aside for the next run, which
 * uploads them when it could upload itself. The latest ten are kept.
 */
final class UnsentReports {

	private static final int MAX = 10;

	private final Path folder;

	UnsentReports(Path reports) {
		this.folder = reports.resolve("not-uploaded");
	}

	/**
	 * Keeps a report that the next one would overwrite.
	 * @param files the files of the report
	 * @param report the report
	 */
	void keep(ReportFiles files, EvalReport report) throws IOException {
		if (report.upload().state() != ReportUpload.State.PENDING) {
			return;
		}
		Files.createDirectories(this.folder);
		Files.copy(files.json(), this.folder.resolve(report.startedAt().toEpochMilli() + " " + files.base() + ".json"),
				java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		List<Path> all = all();
		for (Path old : all.subList(Math.min(MAX, all.size()), all.size())) {
			Files.deleteIfExists(old);
		}
	}

	/**
	 * Uploads what is there, until one fails.
	 * @param settings how
	 * @return how many were uploaded
	 */
	int upload(UploadSettings settings) throws IOException {
		int uploaded = 0;
		for (Path file : all()) {
			EvalReport report = ReportFiles.at(file).readLast();
			if (report != null) {
				if (ExperimentUpload.run(report, settings).state() != ReportUpload.State.UPLOADED) {
					return uploaded;
				}
				uploaded++;
			}
			Files.deleteIfExists(file);
		}
		return uploaded;
	}

	/**
	 * The latest first.
	 */
	private List<Path> all() throws IOException {
		if (!Files.isDirectory(this.folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
				.toList();
		}
	}

}
