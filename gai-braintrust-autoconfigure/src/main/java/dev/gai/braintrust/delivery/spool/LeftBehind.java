package dev.gai.braintrust.delivery.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.delivery.LogSafeText;
import org.jspecify.annotations.Nullable;

/**
 * What earlier processes have left that this one does not deliver, and what would have to
 * be done. Written by one thread at a time.
 */
final class LeftBehind {

	private final Set<String> otherKeys = new LinkedHashSet<>();

	private final Set<String> obstacles = new LinkedHashSet<>();

	private final Set<String> otherAddresses = new LinkedHashSet<>();

	private int folders;

	private long bytes;

	private int elsewhere;

	private long elsewhereBytes;

	void otherKey(@Nullable String fingerprint, long bytes) {
		this.otherKeys.add((fingerprint != null) ? fingerprint : SpoolOwner.UNMARKED);
		this.folders++;
		this.bytes += bytes;
	}

	void otherAddress(String digest, long bytes) {
		this.otherAddresses.add(digest);
		this.elsewhere++;
		this.elsewhereBytes += bytes;
	}

	void obstacle(String obstacle) {
		this.obstacles.add(obstacle);
	}

	Set<String> obstacles() {
		return this.obstacles;
	}

	/**
	 * Says it.
	 * @param directory where the spans are
	 * @param maxAge how long they stay there
	 * @return what to read in a log and in health, {@code null} if there is nothing
	 */
	@Nullable String describe(Path directory, Duration maxAge) {
		List<String> all = new ArrayList<>();
		if (!this.otherKeys.isEmpty()) {
			all.add(hold(this.folders, directory, this.bytes)
					+ "that were recorded under another API key and are not delivered. If the current key "
					+ "replaces it, set gai.braintrust.export.spool.adopt-from=" + String.join(",", this.otherKeys)
					+ "; otherwise they are deleted when they are older than " + maxAge.toHours() + " h");
		}
		if (this.elsewhere > 0) {
			all.add(hold(this.elsewhere, directory, this.elsewhereBytes)
					+ "for another address and are not delivered. An application whose gai.braintrust.api-url is that "
					+ "address takes them over when it starts. If the current address replaces it, set "
					+ "gai.braintrust.export.spool.adopt-from=" + String.join(",", this.otherAddresses)
					+ "; otherwise they are deleted when they are older than " + maxAge.toHours() + " h");
		}
		if (!this.obstacles.isEmpty()) {
			all.add("Spans of an earlier process are not delivered: " + String.join("; ", this.obstacles));
		}
		return all.isEmpty() ? null : LogSafeText.line(String.join(". ", all));
	}

	private static String hold(int folders, Path directory, long bytes) {
		return folders + " folders in " + directory + " hold " + bytes + " bytes of spans ";
	}

}
