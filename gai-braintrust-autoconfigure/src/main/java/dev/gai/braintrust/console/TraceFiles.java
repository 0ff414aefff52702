package dev.gai.braintrust.console;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.gai.braintrust.delivery.spool.OwnerOnlyFile;
import dev.gai.braintrust.guard.WithoutText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The files of traces in a folder, one for each, that only this user can read. What
 * cannot be read or deleted is left as it is.
 */
final class TraceFiles {

	private static final Log logger = LogFactory.getLog(TraceArchive.class);

	private static final String ENDING = ".trace.json";

	private final Path directory;

	/**
	 * Creates the files of a folder.
	 * @param directory the folder; made when it is needed
	 */
	TraceFiles(Path directory) {
		this.directory = directory;
	}

	List<Path> newestFirst() {
		List<Path> files = new ArrayList<>();
		if (Files.isDirectory(this.directory)) {
			try (DirectoryStream<Path> found = Files.newDirectoryStream(this.directory, "*" + ENDING)) {
				found.forEach(files::add);
			}
			catch (IOException ex) {
				logger.debug("Traces of an earlier run cannot be read", WithoutText.of(ex));
			}
		}
		files.sort(Comparator.comparingLong(TraceFiles::modified).reversed());
		return files;
	}

	static long modified(Path file) {
		try {
			return Files.getLastModifiedTime(file).toMillis();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * Reads a trace.
	 * @return the trace, without rows if it cannot be read
	 */
	static StoredTrace read(Path file, long size) {
		byte[] content = null;
		try {
			content = OwnerOnlyFile.read(file, Math.toIntExact(Math.min(size + 1, Integer.MAX_VALUE - 8)));
		}
		catch (IOException ex) {
			logger.debug("A trace of an earlier run cannot be read", WithoutText.of(ex));
		}
		return StoredTrace.read((content != null) ? content : new byte[0]);
	}

	void write(String traceId, StoredTrace trace) throws IOException {
		OwnerOnlyFile.replace(file(traceId), trace.write());
	}

	void delete(String traceId) {
		delete(file(traceId));
	}

	static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			logger.debug("The file of a trace cannot be deleted", WithoutText.of(ex));
		}
	}

	private Path file(String traceId) {
		return this.directory.resolve(traceId.replaceAll("[^0-9a-zA-Z-]", "_") + ENDING);
	}

}
