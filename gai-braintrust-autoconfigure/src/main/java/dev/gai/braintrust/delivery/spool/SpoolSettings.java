package dev.gai.braintrust.delivery.spool;

import java.nio.file.Path;
import java.time.Duration;

import dev.gai.braintrust.delivery.Destination;

/**
 * How spans are kept on disk until they are delivered.
 *
 * @param enabled whether they are kept on disk, and not in memory only
 * @param directory the folder, created if it is missing
 * @param maxBytes the most bytes on disk, of this process and of those it takes over
 * @param maxAge the longest time that a span waits to be delivered
 * @param fsync whether each span is forced to the device, which only the loss of power
 * asks for: what is written survives the end of the process anyway
 * @param allowGroup whether the group of the folder may write to it, as only this
 * workload is in that
 * @param allowOthers whether all users may write to the folder or a parent, as nothing
 * but this workload can reach it
 * @param owner whose spans are kept
 * @since 0.1.0
 */
public record SpoolSettings(boolean enabled, Path directory, long maxBytes, Duration maxAge, boolean fsync,
		boolean allowGroup, boolean allowOthers, SpoolOwner owner) {

	/**
	 * Creates settings for spans of nobody in particular.
	 * @param enabled whether they are kept on disk
	 * @param directory the folder
	 * @param maxBytes the most bytes
	 * @param maxAge the longest time
	 * @param fsync whether each is forced to the device
	 */
	public SpoolSettings(boolean enabled, Path directory, long maxBytes, Duration maxAge, boolean fsync) {
		this(enabled, directory, maxBytes, maxAge, fsync, false, false, SpoolOwner.ANYONE);
	}

	/**
	 * The folder of an application, user and destination under the temporary folder.
	 * @param application name of the application
	 * @param destination where its spans go
	 * @param user name of the user
	 * @return a folder that may not exist yet
	 */
	public static Path defaultDirectory(String application, Destination destination, String user) {
		String digest = SpoolOwner.digest(user, application, destination.tracesUrl().toString(), destination.parent());
		return Path.of(System.getProperty("java.io.tmpdir"),
				"gai-braintrust-" + fileName(user) + "-" + fileName(application) + "-" + digest);
	}

	/**
	 * A name that is safe in a path. The digest keeps different names apart.
	 */
	private static String fileName(String name) {
		String safe = name.replaceAll("[^A-Za-z0-9_]", "_");
		return (safe.length() > 60) ? safe.substring(0, 60) : safe;
	}

}
