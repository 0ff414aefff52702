package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.content.media.StoredMedia;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that rows refer to, for the page: the latest, bounded in bytes. Only
 * formats that are pixels and nothing else are kept, by what the bytes are and not by
 * what they are said to be. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Pictures implements MediaStore {

	static final long MAX_BYTES = 16L * 1024 * 1024;

	private static final int MAX_TRACES = 100;

	private final long maxBytes;

	private final Map<String, Picture> pictures = new LinkedHashMap<>();

	private long bytes;

	/**
	 * Creates an empty collection.
	 */
	public Pictures() {
		this(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 32));
	}

	Pictures(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Names a picture where nothing is uploaded.
	 */
	@Override
	public @Nullable String reserve(String sha256, int size) {
		return "local-" + sha256.substring(0, Math.min(sha256.length(), 32));
	}

	@Override
	public void upload(StoredMedia media) {
		add(media.traceId(), media.key(), media.bytes());
	}

	/**
	 * Adds a picture, in place of the oldest ones where there is no room.
	 * @param traceId a trace with a row that refers to it
	 * @param key its key
	 * @param bytes its bytes, not copied; left out if they are no picture, or too many
	 */
	synchronized void add(String traceId, String key, byte[] bytes) {
		Picture known = this.pictures.get(key);
		if (known != null) {
			if (known.traces().size() < MAX_TRACES) {
				known.traces().add(traceId);
			}
			return;
		}
		String type = type(bytes);
		if (type == null || bytes.length > this.maxBytes / 2) {
			return;
		}
		this.pictures.put(key, new Picture(type, bytes, new HashSet<>(Set.of(traceId))));
		this.bytes += bytes.length;
		Iterator<Picture> oldest = this.pictures.values().iterator();
		while (this.bytes > this.maxBytes) {
			this.bytes -= oldest.next().bytes().length;
			oldest.remove();
		}
	}

	/** What browsers draw and do not run. */
	private static @Nullable String type(byte[] bytes) {
		if (begins(bytes, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
			return "image/png";
		}
		if (begins(bytes, 0, 0xff, 0xd8, 0xff)) {
			return "image/jpeg";
		}
		if (begins(bytes, 0, 'G', 'I', 'F', '8')) {
			return "image/gif";
		}
		return (begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P')) ? "image/webp" : null;
	}

	private static boolean begins(byte[] bytes, int offset, int... expected) {
		for (int i = 0; i < expected.length; i++) {
			if (bytes.length <= offset + i || (bytes[offset + i] & 0xff) != expected[i]) {
				return false;
			}
		}
		return true;
	}

	synchronized @Nullable Picture find(String key) {
		return this.pictures.get(key);
	}

	/**
	 * The pictures of a trace.
	 * @param traceId the trace
	 * @return their keys
	 */
	synchronized List<String> keys(String traceId) {
		List<String> keys = new ArrayList<>();
		this.pictures.forEach((key, picture) -> {
			if (picture.traces().contains(traceId)) {
				keys.add(key);
			}
		});
		return keys;
	}

	synchronized void clear() {
		this.pictures.clear();
		this.bytes = 0;
	}

	/**
	 * A picture.
	 *
	 * @param type its media type
	 * @param bytes its bytes, not to be changed
	 * @param traces the traces that refer to it
	 */
	record Picture(String type, byte[] bytes, Set<String> traces) {

	}

}
