package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
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

	private final SpoolSettings settings;

	/** What kept folders from being taken over, which is tried once. */
	private final List<String> obstacles = new ArrayList<>();

	private volatile @Nullable String problem;

	SpoolDirectory(SpoolSettings settings) {
		this.path = settings.directory().toAbsolutePath().normalize();
		this.settings = settings;
	}

	/**
	 * Makes a folder for this process, and the directory if it is missing.
	 * @throws IOException if it cannot be used, with a message that says why
	 */
	SpoolFolder create() throws IOException {
		OwnerOnly.prepareDirectory(this.path, this.settings.allowOthers());
		return SpoolFolder.create(this.path, this.settings.owner(), this.settings.allowGroup());
	}

	/**
	 * Takes over the folders whose processes are gone and whose spans may be sent, the
	 * oldest first, and says what is left.
	 */
	List<SpoolFolder> adopt(SpoolFolder own) {
		List<SpoolFolder> adopted = new ArrayList<>();
		LeftBehind left = new LeftBehind();
		for (FolderName candidate : candidates(own)) {
			look(candidate, own, left, adopted);
		}
		say(left);
		return adopted;
	}

	/**
	 * Deletes what was taken under other keys or for other addresses and is too old, and
	 * looks again at what is left.
	 */
	void tidy(SpoolFolder own) {
		LeftBehind left = new LeftBehind();
		this.obstacles.forEach(left::obstacle);
		for (FolderName candidate : candidates(own)) {
			if (this.settings.owner().claimOn(candidate) != SpoolOwner.Claim.OWN) {
				look(candidate, own, left, List.of());
			}
		}
		this.problem = left.describe(this.path, this.settings.maxAge());
	}

	/**
	 * What is left in the directory that nobody delivers.
	 * @return what it is and what can be done, {@code null} if there is nothing
	 */
	@Nullable String problem() {
		return this.problem;
	}

	private void look(FolderName name, SpoolFolder own, LeftBehind left, List<SpoolFolder> adopted) {
		try {
			UserPrincipal user = OwnerOnly.ownerOf(own.path());
			SpoolOwner.Claim claim = this.settings.owner().claimOn(name);
			SpoolFolder folder = SpoolFolder.adopt(name.path(), user);
			if (folder == null) {
				deleteIfAbandoned(name.path(), user);
			}
			else if (claim == SpoolOwner.Claim.OWN) {
				folder.left().obstacles().forEach(left::obstacle);
				adopted.add(folder);
			}
			else {
				leave(folder, name, claim, left);
			}
		}
		catch (IOException ex) {
			left.obstacle((ex.getClass() == IOException.class) ? String.valueOf(ex.getMessage()) : ex.toString());
		}
	}

	private void leave(SpoolFolder folder, FolderName name, SpoolOwner.Claim claim, LeftBehind left)
			throws IOException {
		try {
			folder.left().obstacles().forEach(left::obstacle);
			boolean gone = folder.left().expire(System.currentTimeMillis() - this.settings.maxAge().toMillis());
			if (!gone && claim == SpoolOwner.Claim.OTHER_KEY) {
				left.otherKey(name.key(), folder.left().bytes());
			}
			else if (!gone) {
				left.otherAddress(String.valueOf(name.address()), folder.left().bytes());
			}
		}
		finally {
			folder.close();
		}
	}

	private void say(LeftBehind left) {
		String problem = left.describe(this.path, this.settings.maxAge());
		this.obstacles.addAll(left.obstacles());
		this.problem = problem;
		if (problem != null) {
			logger.warn(problem);
		}
	}

	private List<FolderName> candidates(SpoolFolder own) {
		List<FolderName> candidates = new ArrayList<>();
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(this.path, "log-*")) {
			folders.forEach((folder) -> candidates.add(FolderName.of(folder)));
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.warn("Could not look for spans of earlier processes: " + ex);
		}
		candidates.removeIf((folder) -> folder.path().getFileName().equals(own.path().getFileName()));
		candidates.sort(FolderName.OLDEST_FIRST);
		return candidates;
	}

	/**
	 * Deletes what is left of a process that ended while it made or deleted its folder.
	 */
	private static void deleteIfAbandoned(Path folder, @Nullable UserPrincipal user) throws IOException {
		boolean abandoned = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
				&& !Files.exists(folder.resolve("lock"), LinkOption.NOFOLLOW_LINKS) && System.currentTimeMillis()
						- Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toMillis() > ABANDONED;
		if (abandoned && OwnerOnly.reclaimFolder(folder, user) == null) {
			SegmentName.deleteSpares(folder);
			Files.deleteIfExists(folder.resolve("cursor"));
			Files.deleteIfExists(folder);
		}
	}

}
