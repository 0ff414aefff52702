package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The folder that processes share, with a folder of each in it.
 */
final class SpoolDirectory {

	private static final Log logger = LogFactory.getLog(SegmentSpanLog.class);

	/** A process that is starting has its lock long before. */
	private static final long ABANDONED = TimeUnit.MINUTES.toMillis(1);

	private final Path path;

	SpoolDirectory(Path path) {
		this.path = path.toAbsolutePath().normalize();
	}

	/**
	 * Makes a folder for this process, and the directory if it is missing.
	 * @throws IOException if it cannot be used, with a message that says why
	 */
	SpoolFolder create() throws IOException {
		OwnerOnly.prepareDirectory(this.path);
		return SpoolFolder.create(this.path);
	}

	/**
	 * Takes over the folders whose owners are gone, the oldest first.
	 */
	List<SpoolFolder> adopt(SpoolFolder own) {
		List<SpoolFolder> adopted = new ArrayList<>();
		for (Path candidate : candidates(own)) {
			try {
				UserPrincipal user = OwnerOnly.ownerOf(own.path());
				SpoolFolder folder = SpoolFolder.adopt(candidate, user);
				if (folder != null) {
					adopted.add(folder);
				}
				else {
					deleteIfAbandoned(candidate, user);
				}
			}
			catch (IOException ex) {
				logger.warn("Spans of an earlier process could not be taken over: " + ex);
			}
		}
		return adopted;
	}

	private List<Path> candidates(SpoolFolder own) {
		List<Path> candidates = new ArrayList<>();
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(this.path, "log-*")) {
			folders.forEach(candidates::add);
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.warn("Spans of earlier processes could not be looked for: " + ex);
		}
		candidates.removeIf((folder) -> folder.getFileName().equals(own.path().getFileName()));
		candidates.sort(Comparator.naturalOrder());
		return candidates;
	}

	/**
	 * Deletes what is left of a process that ended while it made or deleted its folder.
	 */
	private static void deleteIfAbandoned(Path folder, @Nullable UserPrincipal user) throws IOException {
		boolean abandoned = OwnerOnly.isOwnFolder(folder, user)
				&& !Files.exists(folder.resolve("lock"), LinkOption.NOFOLLOW_LINKS) && System.currentTimeMillis()
						- Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toMillis() > ABANDONED;
		if (abandoned) {
			Files.deleteIfExists(folder.resolve("cursor"));
			Files.deleteIfExists(folder);
		}
	}

}
