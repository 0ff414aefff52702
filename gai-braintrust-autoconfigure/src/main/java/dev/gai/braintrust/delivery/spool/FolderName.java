package dev.gai.braintrust.delivery.spool;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Name of the folder of one process: whose spans are in it, and when it was made.
 *
 * @param path the folder
 * @param address digest of the address that its spans are for, {@code null} if it does
 * not say
 * @param key fingerprint of the key that they were taken under, {@code null} if it does
 * not say
 * @param made when it was made, as text that is in the order of time
 */
record FolderName(Path path, @Nullable String address, @Nullable String key, String made) {

	static final Comparator<FolderName> OLDEST_FIRST = Comparator.comparing(FolderName::made);

	private static final Pattern MARKED = Pattern
		.compile("log-([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{14}-[0-9a-f]{8})");

	static FolderName of(Path path) {
		String name = path.getFileName().toString();
		Matcher matcher = MARKED.matcher(name);
		return matcher.matches() ? new FolderName(path, matcher.group(1), matcher.group(2), matcher.group(3))
				: new FolderName(path, null, null, name.substring(name.indexOf('-') + 1));
	}

	static FolderName make(Path directory, SpoolOwner owner, int random) {
		String made = "%014x-%08x".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), random);
		return of(directory.resolve("log-" + owner.address() + "-" + owner.key() + "-" + made));
	}

}
