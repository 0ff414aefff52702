package dev.gai.braintrust.delivery.spool;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * The folders that this JVM holds. A file lock is of no use within one: POSIX gives up
 * all locks of a process on a file when the process closes any handle of it, so that
 * looking whether a folder is locked would unlock it. Kept in a system property, since
 * applications of different class loaders have nothing else in common.
 */
final class HeldFolders {

	private static final String PROPERTY = "dev.gai.braintrust.spool.held";

	private HeldFolders() {
	}

	/**
	 * Takes a folder.
	 * @return whether nobody else in this JVM has it
	 */
	static boolean hold(Path folder) {
		Properties properties = System.getProperties();
		synchronized (properties) {
			Set<String> held = held();
			boolean taken = held.add(folder.toString());
			System.setProperty(PROPERTY, String.join("\n", held));
			return taken;
		}
	}

	static void release(Path folder) {
		Properties properties = System.getProperties();
		synchronized (properties) {
			Set<String> held = held();
			held.remove(folder.toString());
			if (held.isEmpty()) {
				System.clearProperty(PROPERTY);
			}
			else {
				System.setProperty(PROPERTY, String.join("\n", held));
			}
		}
	}

	private static Set<String> held() {
		String folders = System.getProperty(PROPERTY, "");
		return new LinkedHashSet<>(folders.isEmpty() ? List.of() : List.of(folders.split("\n")));
	}

}
