package dev.gai.braintrust.autoconfigure.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import dev.gai.braintrust.promise.Internal;

/**
 * The version that the build has written into a resource. The manifest of the jar would
 * have it too, but not where classes are run from a folder.
 */
@Internal
public final class LibraryVersion {

	private static final String VERSION = read();

	private LibraryVersion() {
	}

	/**
	 * {@return the version of this library}
	 */
	public static String get() {
		return VERSION;
	}

	private static String read() {
		try (InputStream resource = LibraryVersion.class.getResourceAsStream("version.txt")) {
			return (resource != null) ? new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip() : "unknown";
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

}
