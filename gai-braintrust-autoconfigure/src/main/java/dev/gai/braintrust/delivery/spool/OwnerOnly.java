package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
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

	private static final int ROOT = 0;

	private static final int STICKY = 01000;

	private static final String REMEDY = ". If nothing but this workload can reach it, as an emptyDir of a pod, "
			+ "set gai.braintrust.export.spool.allow-others=true";

	private OwnerOnly() {
	}

	/**
	 * Creates a folder and its missing parents unless it exists, and looks at whoever
	 * could exchange it.
	 * @param directory the folder
	 * @param allowOthers whether all users may write to it or to a parent, as there are
	 * none but this one
	 * @throws IOException if the place is not safe, with a message that says why
	 */
	static void prepareDirectory(Path directory, boolean allowOthers) throws IOException {
		Path parent = directory.getParent();
		if (parent != null && !Files.exists(parent)) {
			prepareDirectory(parent, allowOthers);
		}
		if (parent != null && !allowOthers) {
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
		if (isPosix(directory) && !allowOthers && isOpenToAll(directory)) {
			throw new IOException(directory + " can be written by other users" + REMEDY);
		}
	}

	/**
	 * Looks at who else could exchange what is in a directory. What its group may do is
	 * taken back where the directory is this user's: platforms widen the modes of
	 * volumes.
	 * @param directory the directory
	 * @param user this user
	 * @param allowGroup whether its group may write to it
	 * @throws IOException if the place is not safe, with a message that says why
	 */
	static void secureDirectory(Path directory, @Nullable UserPrincipal user, boolean allowGroup) throws IOException {
		if (user == null) {
			return;
		}
		boolean own = user.equals(ownerOf(directory));
		if (!own && !Files.getAttribute(directory, "unix:uid").equals(ROOT)) {
			throw new IOException(directory + " belongs to another user");
		}
		if (allowGroup || isSticky(directory) || !has(directory, PosixFilePermission.GROUP_WRITE)) {
			return;
		}
		if (!own) {
			throw new IOException(directory + " can be written by the group "
					+ Files.readAttributes(directory, PosixFileAttributes.class).group()
					+ ". If nothing but this workload is in that, set gai.braintrust.export.spool.allow-group=true");
		}
		Set<PosixFilePermission> narrowed = Files.getPosixFilePermissions(directory);
		narrowed.remove(PosixFilePermission.GROUP_WRITE);
		Files.setPosixFilePermissions(directory, narrowed);
	}

	private static void requireSafeParents(Path real) throws IOException {
		for (Path folder = real; folder != null && isPosix(folder); folder = folder.getParent()) {
			if (isOpenToAll(folder)) {
				throw new IOException(folder + " can be written by all users and has no sticky bit" + REMEDY);
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
	 * Looks whether a folder is one that {@link #createFolder} has made for this user,
	 * and takes back what a platform has allowed its group since.
	 * @return why it cannot be used, {@code null} if it can
	 */
	static @Nullable String reclaimFolder(Path folder, @Nullable UserPrincipal user) throws IOException {
		return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) ? reclaim(folder, user, FOLDER)
				: folder + " is a symbolic link or no folder";
	}

	/**
	 * Looks whether a file is one that {@link #createFile} has made for this user, and
	 * takes back what a platform has allowed its group since.
	 * @return why it cannot be used, {@code null} if it can
	 */
	static @Nullable String reclaimFile(Path file, @Nullable UserPrincipal user) throws IOException {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? reclaim(file, user, FILE)
				: file + " is a symbolic link or no file";
	}

	private static @Nullable String reclaim(Path path, @Nullable UserPrincipal user, Set<PosixFilePermission> most)
			throws IOException {
		if (user == null) {
			return null;
		}
		if (!user.equals(ownerOf(path))) {
			return path + " belongs to the user " + ownerOf(path) + ": give it to " + user + " or delete it";
		}
		Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
		if (found.contains(PosixFilePermission.OTHERS_WRITE)) {
			return path + " can be written by all users: who has done so is not known. Delete it";
		}
		if (!most.containsAll(found)) {
			Files.setPosixFilePermissions(path, most);
		}
		return null;
	}

	private static boolean has(Path path, PosixFilePermission permission) throws IOException {
		return Files.getPosixFilePermissions(path).contains(permission);
	}

	private static boolean isOpenToAll(Path folder) throws IOException {
		return has(folder, PosixFilePermission.OTHERS_WRITE) && !isSticky(folder);
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
