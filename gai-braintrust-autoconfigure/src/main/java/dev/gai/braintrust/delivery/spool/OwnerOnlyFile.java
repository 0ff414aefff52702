package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A small file that only this user can read and that is replaced as a whole, in a folder
 * of the same kind.
 *
 * @since 0.1.0
 */
public final class OwnerOnlyFile {

	private OwnerOnlyFile() {
	}

	/**
	 * Reads a file.
	 * @param file the file
	 * @param maxBytes the largest size
	 * @return its bytes, {@code null} if there is none
	 * @throws IOException if it is not a file of this user alone, is larger, or cannot be
	 * read
	 */
	public static byte @Nullable [] read(Path file, int maxBytes) throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		if (folder == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
			return null;
		}
		String problem = OwnerOnly.reclaimFile(file, OwnerOnly.ownerOf(folder));
		if (problem != null) {
			throw new IOException(problem);
		}
		try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
			byte[] bytes = in.readNBytes(maxBytes + 1);
			if (bytes.length > maxBytes) {
				throw new IOException(file + " is larger than " + maxBytes + " bytes");
			}
			return bytes;
		}
	}

	/**
	 * Writes a file, whole or not at all.
	 * @param file the file; its folder is made if it is missing
	 * @param bytes what it holds from now on
	 * @throws IOException if it cannot be written, or the place is not safe
	 */
	public static void replace(Path file, byte[] bytes) throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		if (folder == null) {
			throw new IOException(file + " has no folder");
		}
		OwnerOnly.prepareDirectory(folder, false);
		Path written = folder.resolve("." + UUID.randomUUID() + ".tmp");
		try {
			OwnerOnly.createFile(written);
			Files.write(written, bytes, StandardOpenOption.WRITE);
			Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(written);
		}
	}

}
