package dev.gai.braintrust.delivery.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
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

	private int folders;

	private long bytes;

	void otherKey(@Nullable String fingerprint, long bytes) {
		this.otherKeys.add((fingerprint != null) ? fingerprint : SpoolOwner.UNMARKED);
		this.folders++;
		this.bytes += bytes;
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
		if (!this.otherKeys.isEmpty()) {
			String keys = String.join(",", this.otherKeys);
			return LogSafeText.line(this.folders + " folders in " + directory + " hold " + this.bytes
					+ " bytes of spans that were recorded under another API key and are not delivered. If the current key "
					+ "replaces it, set gai.braintrust.export.spool.adopt-from=" + keys
					+ "; otherwise they are deleted when they are older than " + maxAge.toHours() + " h");
		}
		return this.obstacles.isEmpty() ? null : LogSafeText
			.line("Spans of an earlier process are not delivered: " + String.join("; ", this.obstacles));
	}

}
