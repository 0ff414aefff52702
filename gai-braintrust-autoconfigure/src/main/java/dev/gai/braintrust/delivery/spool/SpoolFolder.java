package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;

import org.jspecify.annotations.Nullable;

/**
 * A folder with the segments of one process and the cursor over them. Whoever holds the
 * lock of the file {@code lock} in it owns it; the operating system gives that up with
 * the process.
 */
final class SpoolFolder {

	private static final SecureRandom random = new SecureRandom();

	private final Path path;

	private final RandomAccessFile lock;

	private final Cursor cursor;

	private final LeftSegments left;

	private long lastNumber;

	private SpoolFolder(Path path, RandomAccessFile lock) throws IOException {
		this.path = path;
		this.lock = lock;
		Path cursor = path.resolve("cursor");
		if (!Files.exists(cursor, LinkOption.NOFOLLOW_LINKS)) {
			OwnerOnly.createFile(cursor);
		}
		else {
			require(OwnerOnly.reclaimFile(cursor, OwnerOnly.ownerOf(path)));
		}
		this.cursor = new Cursor(cursor);
		try {
			this.left = LeftSegments.in(path, this.cursor.position());
		}
		catch (IOException ex) {
			this.cursor.close();
			throw ex;
		}
	}

	/**
	 * Makes a folder for this process. Names are in the order of their making.
	 */
	static SpoolFolder create(Path directory, SpoolOwner owner, boolean allowGroup) throws IOException {
		Path path = FolderName.make(directory, owner, random.nextInt()).path();
		OwnerOnly.createFolder(path);
		try {
			OwnerOnly.secureDirectory(directory, OwnerOnly.ownerOf(path), allowGroup);
		}
		catch (IOException ex) {
			Files.delete(path);
			throw ex;
		}
		OwnerOnly.createFile(path.resolve("lock"));
		SpoolFolder folder = take(path);
		if (folder == null) {
			throw new IOException(path + " has been taken by another process");
		}
		return folder;
	}

	/**
	 * Takes over a folder whose owner is gone.
	 * @return the folder, {@code null} if its owner is alive or nothing is in it
	 * @throws IOException if it is not one of this user, with a message that says why
	 */
	static @Nullable SpoolFolder adopt(Path path, @Nullable UserPrincipal user) throws IOException {
		require(OwnerOnly.reclaimFolder(path, user));
		Path lock = path.resolve("lock");
		if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS) && !SegmentName.in(path).isEmpty()) {
			// Its owner had it before it wrote anything, so that nobody is there.
			OwnerOnly.createFile(lock);
		}
		if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
			return null;
		}
		require(OwnerOnly.reclaimFile(lock, user));
		return take(path);
	}

	private static void require(@Nullable String obstacle) throws IOException {
		if (obstacle != null) {
			throw new IOException(obstacle);
		}
	}

	private static @Nullable SpoolFolder take(Path path) throws IOException {
		Path held = path.toRealPath();
		if (!HeldFolders.hold(held)) {
			return null;
		}
		RandomAccessFile lock = null;
		SpoolFolder folder = null;
		try {
			lock = new RandomAccessFile(path.resolve("lock").toFile(), "rw");
			// Its last owner may have deleted it since we looked.
			if (lock.getChannel().tryLock() != null && Files.exists(path.resolve("lock"))) {
				folder = new SpoolFolder(held, lock);
			}
			return folder;
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
		finally {
			if (folder == null) {
				if (lock != null) {
					lock.close();
				}
				HeldFolders.release(held);
			}
		}
	}

	Path path() {
		return this.path;
	}

	Cursor cursor() {
		return this.cursor;
	}

	/**
	 * Whether others still see that the folder is taken.
	 */
	boolean isLocked() {
		return Files.exists(this.path.resolve("lock"), LinkOption.NOFOLLOW_LINKS);
	}

	SegmentName newSegment() throws IOException {
		SegmentName name = next(random.nextInt(), false);
		OwnerOnly.createFile(name.file());
		return name;
	}

	/**
	 * Makes a segment of a file of this folder whose frames are all settled. They stay in
	 * it until they are written over, under a marker that is not that of the segment.
	 */
	SegmentName newSegment(SegmentName settled) throws IOException {
		int marker = random.nextInt();
		SegmentName name = next((marker != settled.marker()) ? marker : ~marker, true);
		Files.move(settled.spare(), name.file(), StandardCopyOption.ATOMIC_MOVE);
		return name;
	}

	private SegmentName next(int marker, boolean remains) throws IOException {
		// Keeps the lock from being tidied away by age. Through its own handle: setting
		// the time opens and closes another one, which would give up the lock.
		this.lock.seek(0);
		this.lock.write(0);
		return new SegmentName(this.path, ++this.lastNumber, marker, remains);
	}

	/**
	 * What its last owner has left.
	 */
	LeftSegments left() {
		return this.left;
	}

	/**
	 * Gives the folder back. It is deleted if no segment is left in it.
	 */
	void close() throws IOException {
		try {
			this.cursor.close();
			if (SegmentName.in(this.path).isEmpty()) {
				Files.deleteIfExists(this.path.resolve("cursor"));
				Files.deleteIfExists(this.path.resolve("lock"));
				Files.deleteIfExists(this.path);
			}
		}
		finally {
			this.lock.close();
			HeldFolders.release(this.path);
		}
	}

}
