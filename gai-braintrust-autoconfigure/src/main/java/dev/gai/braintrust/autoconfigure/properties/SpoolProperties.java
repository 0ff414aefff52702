package dev.gai.braintrust.autoconfigure.properties;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Storage of encoded spans until they are delivered.
 *
 * @param enabled Whether to store unsent spans on disk. Spans in memory are lost when the
 * process ends.
 * @param mode When to write a span.
 * @param directory Directory of unsent spans. Defaults to a directory for this user,
 * application and destination below the temporary directory.
 * @param maxSize Maximum size of all unsent spans. The oldest are dropped first.
 * @param maxAge Maximum time to keep an unsent span.
 * @param fsync Whether to force each write to the device, so that spans survive a power
 * failure.
 * @param adoptFrom Fingerprints of earlier API keys and addresses that the current ones
 * replace, as logged. Spans recorded under any other key, or for any other address, are
 * not sent.
 * @param allowGroup Whether to allow a directory that its group can write to. Use it only
 * for a group dedicated to this workload, such as the fsGroup of a pod.
 * @param allowOthers Whether to allow a directory that all users can write to, or one
 * below such a directory. Use it only where no other workload can reach it, such as in an
 * emptyDir of a pod.
 * @since 0.1.0
 */
public record SpoolProperties(@DefaultValue("true") boolean enabled, @DefaultValue("async") SpoolMode mode,
		@Nullable Path directory, @DefaultValue("256MB") DataSize maxSize, @DefaultValue("24h") Duration maxAge,
		@DefaultValue("false") boolean fsync, @DefaultValue Set<String> adoptFrom,
		@DefaultValue("false") boolean allowGroup, @DefaultValue("false") boolean allowOthers) {

	/**
	 * When to write a span.
	 */
	public enum SpoolMode {

		/**
		 * Written by another thread, within milliseconds, which a killed process loses.
		 */
		ASYNC,

		/** Written before the traced call returns. A killed process loses nothing. */
		SYNC

	}

}
