package dev.gai.braintrust.attachment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Knows under which keys bytes were uploaded lately: a picture that comes with each
 * message of a conversation is uploaded once. Thread-safe.
 */
final class RecentKeys {

	private static final int MOST = 1000;

	private static final long LONGEST_NANOS = 600_000_000_000L;

	private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
			return size() > MOST;
		}

	};

	/**
	 * The key of bytes that were taken.
	 * @param sha256 the SHA-256 of the bytes
	 * @return whether they were taken lately
	 */
	synchronized boolean isTaken(String sha256) {
		Entry entry = this.entries.get(sha256);
		return entry != null && entry.taken() && System.nanoTime() - entry.sinceNanos() < LONGEST_NANOS;
	}

	/**
	 * The key of some bytes.
	 * @param sha256 the SHA-256 of the bytes
	 * @return the key, a new one if they were not taken lately
	 */
	synchronized String key(String sha256) {
		Entry entry = this.entries.get(sha256);
		if (entry == null || System.nanoTime() - entry.sinceNanos() >= LONGEST_NANOS) {
			entry = new Entry(UUID.randomUUID().toString(), System.nanoTime(), false);
			this.entries.put(sha256, entry);
		}
		return entry.key();
	}

	synchronized void take(String sha256, String key) {
		this.entries.put(sha256, new Entry(key, System.nanoTime(), true));
	}

	synchronized void forget(String key) {
		this.entries.values().removeIf((entry) -> entry.key().equals(key));
	}

	private record Entry(String key, long sinceNanos, boolean taken) {

	}

}
