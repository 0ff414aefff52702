package dev.gai.braintrust.content.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
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

	/** Longer conversations are copied from both ends. */
	private static final int MOST_TAKEN = 64;

	private static final int MOST_VIEWS = 64;

	private final Supplier<JsonMapper> application;

	private final ObjectWay objects;

	private final @Nullable Class<?> view;

	private final Map<Class<?>, ContentSnapshots> views = new ConcurrentHashMap<>();

	private volatile @Nullable SnapshotMapper mapper;

	/**
	 * Create snapshots that read objects as the given mapper does.
	 * @param mapper reads the properties of records and other objects; it is not changed
	 */
	public ContentSnapshots(JsonMapper mapper) {
		this(() -> mapper);
	}

	/**
	 * Create snapshots that read objects as the application's mapper does.
	 * @param mapper gives the mapper, asked for at the first value; where it fails,
	 * nothing of an object is captured
	 */
	public ContentSnapshots(Supplier<JsonMapper> mapper) {
		this(mapper, ObjectWay.WRITTEN, null);
	}

	private ContentSnapshots(Supplier<JsonMapper> mapper, ObjectWay objects, @Nullable Class<?> view) {
		this.application = mapper;
		this.objects = objects;
		this.view = view;
	}

	/**
	 * Snapshots for what does not know the application's mapper, and so cannot tell what
	 * it hides: objects with properties stay what they are.
	 * @return the snapshots
	 */
	public static ContentSnapshots leavingObjects() {
		return new ContentSnapshots(JsonMapper::shared, ObjectWay.LEFT, null);
	}

	/**
	 * Snapshots for what does not know the application's mapper and can hold nothing but
	 * JSON: objects with properties become the name of their class.
	 * @return the snapshots
	 */
	public static ContentSnapshots namingObjects() {
		return new ContentSnapshots(JsonMapper::shared, ObjectWay.NAMED, null);
	}

	/**
	 * Snapshots of what a view of Jackson shows of objects, as {@code JsonView} on a
	 * method has it.
	 * @param view the view, {@code null} for what the mapper shows
	 * @return the snapshots, which are kept
	 */
	public ContentSnapshots in(@Nullable Class<?> view) {
		if (view == null) {
			return this;
		}
		ContentSnapshots known = this.views.get(view);
		if (known == null) {
			known = new ContentSnapshots(this.application, this.objects, view);
			if (this.views.size() < MOST_VIEWS) {
				this.views.put(view, known);
			}
		}
		return known;
	}

	/**
	 * Capture a value as it is now.
	 * @param value any value, or {@code null}
	 * @return the captured value; its {@link Snapshot#failure() failure} says whether a
	 * part is missing
	 */
	public Snapshot take(@Nullable Object value) {
		SnapshotMapper known = this.mapper;
		if (known == null) {
			try {
				known = new SnapshotMapper(this.application.get(), this.objects, this.view);
				this.mapper = known;
			}
			catch (Throwable ex) {
				Guard.rethrowFatal(ex);
				String name = NotCaptured.nameOf(ex);
				return new Snapshot(NotCaptured.marker(name), 0, name);
			}
		}
		if (value instanceof String text && !known.hasOwnWayFor(String.class)) {
			return new Snapshot(text, SnapshotWalk.weight(text), null);
		}
		SnapshotWalk walk = new SnapshotWalk(known);
		Object tree = walk.copy(value, 0);
		return new Snapshot(tree, walk.approximateBytes(), walk.failure());
	}

	/**
	 * Whether what a collection or a map holds is there, so that a look at it loads
	 * nothing.
	 * @param value any value
	 * @return {@code false} for one that has yet to be loaded
	 */
	public static boolean isLoaded(@Nullable Object value) {
		if (!(value instanceof Collection<?>) && !(value instanceof Map<?, ?>)) {
			return true;
		}
		return ValueKind.of(value.getClass()) != ValueKind.UNTOUCHED || LazyCollections.isLoaded(value);
	}

	/**
	 * What a value weighs that need not be copied: a text, a number or a flag.
	 * @param value the value
	 * @return what a copy of it would weigh, negative if it may have to be copied
	 */
	public long weightOfItself(Object value) {
		SnapshotMapper known = this.mapper;
		boolean plain = value instanceof String || value instanceof Long || value instanceof Integer
				|| value instanceof Boolean || (value instanceof Double number && Double.isFinite(number));
		if (known == null || !plain || known.hasOwnWayFor(value.getClass())) {
			return -1;
		}
		return (value instanceof String text) ? SnapshotWalk.weight(text) : SnapshotWalk.VALUE_WEIGHT;
	}

	/**
	 * Takes what nobody else has: where it holds nothing but texts, it need not be
	 * copied.
	 * @param tree lists and maps by text that were made for it, of any values
	 * @return the tree itself, or a copy
	 */
	public Snapshot takeOwn(@Nullable List<?> tree) {
		SnapshotMapper known = this.mapper;
		long weight = (tree != null && known != null && tree.size() <= MOST_TAKEN) ? OwnTree.weight(tree, known) : -1;
		return (weight >= 0) ? new Snapshot(tree, weight, null) : take(tree);
	}

}
