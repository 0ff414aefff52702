package dev.gai.braintrust.replay.cassette;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A folder of cassettes. Thread-safe.
 *
 * @since 0.1.0
 */
public final class CassetteFolder {

	private static final String SUFFIX = ".json";

	private static final int MOST_FILES = 10_000;

	private static final int MOST_ERRORS = 10;

	private final Path folder;

	/**
	 * Creates a folder, which need not be there.
	 * @param folder the folder
	 */
	public CassetteFolder(Path folder) {
		this.folder = folder;
	}

	/**
	 * The folder.
	 * @return its path
	 */
	public Path path() {
		return this.folder;
	}

	/**
	 * What shows that the cassettes are others than before.
	 * @return names, sizes and times
	 */
	public String state() {
		StringBuilder state = new StringBuilder();
		for (Path file : files()) {
			try {
				state.append(file.getFileName())
					.append(' ')
					.append(Files.size(file))
					.append(' ')
					.append(Files.getLastModifiedTime(file).toMillis())
					.append('\n');
			}
			catch (IOException ex) {
				state.append(file.getFileName()).append(" gone\n");
			}
		}
		return state.toString();
	}

	/**
	 * Reads all cassettes.
	 * @param redaction is applied to the requests
	 * @return the cassettes, in the order of tests and of what one test asked
	 * @throws IllegalStateException if one cannot be read; says which, the line, and what
	 * is wrong
	 */
	public List<StoredCassette> read(Redaction redaction) {
		List<StoredCassette> cassettes = new ArrayList<>();
		List<String> wrong = new ArrayList<>();
		for (Path file : files()) {
			try {
				Cassette cassette = CassetteFile.read(file);
				cassettes.add(new StoredCassette(file, cassette, redaction.apply(cassette.request())));
			}
			catch (JacksonException ex) {
				wrong.add(CassetteFile.error(file, ex));
			}
			catch (IOException ex) {
				wrong.add(file + ": " + ex.getMessage());
			}
		}
		if (!wrong.isEmpty()) {
			throw new IllegalStateException(((wrong.size() == 1) ? "A cassette" : wrong.size() + " cassettes")
					+ " cannot be read:\n  "
					+ String.join("\n  ", wrong.subList(0, Math.min(MOST_ERRORS, wrong.size())))
					+ "\nCorrect the file, or delete it and record anew with -Dgai.braintrust.replay.mode=record");
		}
		cassettes.sort(Comparator.comparing((StoredCassette each) -> (each.test() != null) ? each.test() : "")
			.thenComparing(StoredCassette::order)
			.thenComparing(StoredCassette::file));
		return cassettes;
	}

	/**
	 * Stores a cassette, in place of one of the same name.
	 * @param cassette the cassette, without credentials
	 * @return its file
	 */
	public Path write(Cassette cassette) {
		Path file = this.folder.resolve(CassetteName.of(cassette) + SUFFIX);
		try {
			Files.createDirectories(this.folder);
			CassetteFile.write(this.folder, file, cassette);
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The cassette " + file + " cannot be written: " + ex, ex);
		}
	}

	/**
	 * Removes cassettes.
	 * @param which tells them by their file and their test, which may be {@code null}
	 * @return how many were removed
	 */
	public int remove(Predicate<StoredCassette> which) {
		int removed = 0;
		for (Path file : files()) {
			try {
				Cassette cassette = CassetteFile.read(file);
				if (which.test(new StoredCassette(file, cassette, cassette.request()))) {
					Files.delete(file);
					removed++;
				}
			}
			catch (JacksonException | IOException ex) {
				// What cannot be read is reported when it is to be replayed.
			}
		}
		return removed;
	}

	/**
	 * The tests that the cassettes were recorded for.
	 * @return the name of each, {@code null} where it is not known
	 */
	public List<@Nullable String> tests() {
		List<@Nullable String> tests = new ArrayList<>();
		remove((cassette) -> {
			tests.add(cassette.test());
			return false;
		});
		return tests;
	}

	private List<Path> files() {
		if (!Files.isDirectory(this.folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(this.folder)) {
			List<Path> found = files.filter((file) -> file.getFileName().toString().endsWith(SUFFIX))
				.filter(Files::isRegularFile)
				.sorted()
				.limit(MOST_FILES + 1L)
				.toList();
			if (found.size() > MOST_FILES) {
				throw new IllegalStateException("There are more than " + MOST_FILES + " cassettes in " + this.folder
						+ ": give test classes folders of their own");
			}
			return found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The cassettes in " + this.folder + " cannot be read: " + ex, ex);
		}
	}

}
