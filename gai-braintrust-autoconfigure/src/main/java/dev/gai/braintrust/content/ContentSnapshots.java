package dev.gai.braintrust.content;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies values on the caller's thread into immutable plain trees of text, numbers,
 * booleans, {@code null}, lists and maps. It never throws, never waits and never consumes
 * a stream; what cannot be captured becomes a short text in angle brackets. Text is not
 * copied. A tree is at most {@value SnapshotWalk#MAX_DEPTH} levels deep and has at most
 * {@value SnapshotWalk#MAX_ELEMENTS} elements. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ContentSnapshots {

	private final JsonMapper mapper;

	/**
	 * Create snapshots that read objects as the given mapper does.
	 * @param mapper reads the properties of records and other objects; it is not changed
	 */
	public ContentSnapshots(JsonMapper mapper) {
		this.mapper = mapper.rebuild()
			.addModule(new SnapshotModule())
			.disable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.WRAP_ROOT_VALUE,
					SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.FAIL_ON_SELF_REFERENCES)
			.build();
	}

	/**
	 * Capture a value as it is now.
	 * @param value any value, or {@code null}
	 * @return the captured value; its {@link Snapshot#failure() failure} says whether a
	 * part is missing
	 */
	public Snapshot take(@Nullable Object value) {
		SnapshotWalk walk = new SnapshotWalk(this.mapper);
		Object tree = walk.copy(value, 0);
		return new Snapshot(tree, walk.approximateBytes(), walk.failure());
	}

}
