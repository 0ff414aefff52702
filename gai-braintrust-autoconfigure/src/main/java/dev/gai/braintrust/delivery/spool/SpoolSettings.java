package dev.gai.braintrust.delivery.spool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * How spans are kept on disk until they are delivered.
 *
 * @param enabled whether they are kept on disk, and not in memory only
 * @param directory the folder, created if it is missing
 * @param maxBytes the most bytes on disk, of this process and of those it takes over
 * @param maxAge the longest time that a span waits to be delivered
 * @param fsync whether each span is forced to the device, which only the loss of power
 * asks for: what is written survives the end of the process anyway
 * @since 0.1.0
 */
public record SpoolSettings(boolean enabled, Path directory, long maxBytes, Duration maxAge, boolean fsync) {

	/**
	 * The folder of an application and user under the temporary folder.
	 * @param applicationName name of the application
	 * @param user name of the user
	 * @return a folder that may not exist yet
	 */
	public static Path defaultDirectory(String applicationName, String user) {
		return Path.of(System.getProperty("java.io.tmpdir"),
				"gai-braintrust-" + fileName(user) + "-" + fileName(applicationName));
	}

	/**
	 * A name that is safe in a path. Where that changes it, a checksum keeps different
	 * names apart.
	 */
	private static String fileName(String name) {
		String safe = name.replaceAll("[^A-Za-z0-9_]", "_");
		if (safe.length() > 60) {
			safe = safe.substring(0, 60);
		}
		if (safe.equals(name) && !name.isEmpty()) {
			return name;
		}
		CRC32C checksum = new CRC32C();
		checksum.update(name.getBytes(StandardCharsets.UTF_8));
		return safe + "." + Long.toHexString(checksum.getValue());
	}

}
