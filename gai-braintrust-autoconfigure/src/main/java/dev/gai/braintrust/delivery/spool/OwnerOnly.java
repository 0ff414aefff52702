package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Folders and files that only this user can read, at places where nobody else can
 * exchange them: what is in them are the application's prompts. Where the file system
 * knows no permissions, only symbolic links are refused.
 */
final class OwnerOnly {

	private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS = EnumSet.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private static final int STICKY = 01000;

	private OwnerOnly() {
	}

	/**
	 * Creates a folder and its missing parents unless it exists, and looks at whoever
	 * could exchange it.
	 * @throws IOException if the place is not safe, with a message that says why
	 */
	static void prepareDirectory(Path directory) throws IOException {
		Path parent = directory.getParent();
		if (parent != null && !Files.exists(parent)) {
			prepareDirectory(parent);
		}
		if (parent != null) {
			requireSafeParents(parent.toRealPath());
		}
		try {
			createFolder(directory);
		}
		catch (FileAlreadyExistsException ex) {
			// Looked at below.
		}
		if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException(directory + " is a symbolic link or no folder");
		}
		if (isPosix(directory) && !isSticky(directory) && hasAny(directory, WRITABLE_BY_OTHERS)) {
			throw new IOException(directory + " can be written by other users");
		}
	}

	private static void requireSafeParents(Path real) throws IOException {
		for (Path folder = real; folder != null && isPosix(folder); folder = folder.getParent()) {
			if (hasAny(folder, EnumSet.of(PosixFilePermission.OTHERS_WRITE)) && !isSticky(folder)) {
				throw new IOException(folder + " can be written by all users and has no sticky bit");
			}
		}
	}

	static void createFolder(Path folder) throws IOException {
		Files.createDirectory(folder, attributes(folder, FOLDER));
	}

	/**
	 * Creates a file, which must not exist, not as a symbolic link either.
	 */
	static void createFile(Path file) throws IOException {
		Files.createFile(file, attributes(file, FILE));
	}

	static @Nullable UserPrincipal ownerOf(Path path) throws IOException {
		return isPosix(path) ? Files.getOwner(path, LinkOption.NOFOLLOW_LINKS) : null;
	}

	/**
	 * Whether a folder is one that {@link #createFolder} has made for this user.
	 */
	static boolean isOwnFolder(Path folder, @Nullable UserPrincipal user) throws IOException {
		return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOwn(folder, user, FOLDER);
	}

	static boolean isOwnFile(Path file, @Nullable UserPrincipal user) throws IOException {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOwn(file, user, FILE);
	}

	private static boolean isOwn(Path path, @Nullable UserPrincipal user, Set<PosixFilePermission> most)
			throws IOException {
		return user == null || (user.equals(ownerOf(path))
				&& most.containsAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
	}

	private static boolean hasAny(Path path, Set<PosixFilePermission> permissions) throws IOException {
		Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
		return permissions.stream().anyMatch(found::contains);
	}

	private static boolean isSticky(Path path) throws IOException {
		return (((Integer) Files.getAttribute(path, "unix:mode")) & STICKY) != 0;
	}

	private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
		return isPosix(path) ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(permissions) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("unix");
	}

}
