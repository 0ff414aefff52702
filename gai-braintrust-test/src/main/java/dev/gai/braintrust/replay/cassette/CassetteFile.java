package dev.gai.braintrust.replay.cassette;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import tools.jackson.core.JacksonException;

/**
 * A cassette as a file, which may have been written by hand.
 */
final class CassetteFile {

	private static final long LONGEST = 64L * 1024 * 1024;

	private CassetteFile() {
	}

	/**
	 * Reads a cassette.
	 * @throws JacksonException if it is no JSON, or none of a cassette
	 * @throws IOException if the file cannot be read; the message is without its name
	 */
	static Cassette read(Path file) throws IOException {
		if (Files.size(file) > LONGEST) {
			throw new IOException("it is longer than " + LONGEST / 1024 / 1024 + " MB");
		}
		Cassette cassette = CassetteJson.mapper.readValue(text(file), Cassette.class);
		if (cassette == null) {
			throw new IOException("this is no cassette");
		}
		return cassette;
	}

	/**
	 * What is wrong with a file, and where.
	 */
	static String error(Path file, JacksonException ex) {
		try {
			return CassetteErrors.text(file, text(file), ex);
		}
		catch (IOException unreadable) {
			return file + ": " + unreadable.getMessage();
		}
	}

	private static String text(Path file) throws IOException {
		String text = Files.readString(file);
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	/**
	 * Writes a cassette, so that the file is there as a whole or as it was before.
	 */
	static void write(Path folder, Path file, Cassette cassette) throws IOException {
		Path made = Files.createTempFile(folder, "cassette", ".part");
		try {
			Files.write(made, CassetteJson.write(cassette).getBytes(StandardCharsets.UTF_8));
			readableAsOthers(made);
			Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(made);
		}
	}

	/** Temporary files are the owner's alone. */
	private static void readableAsOthers(Path file) {
		file.toFile().setReadable(true, false);
	}

}
