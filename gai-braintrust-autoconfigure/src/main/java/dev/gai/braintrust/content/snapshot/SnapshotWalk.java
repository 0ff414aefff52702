package dev.gai.braintrust.content.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One walk through one value. Counts what it takes, remembers the containers it stands in
 * and what went wrong first.
 */
final class SnapshotWalk {

	static final int MAX_DEPTH = 32;

	static final int MAX_ELEMENTS = 10_000;

	/** For values whose elements are made when they are asked for. */
	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

	static final String CYCLE = "<cycle>";

	static final String TOO_DEEP = "<nested deeper than " + MAX_DEPTH + " levels>";

	static final long VALUE_WEIGHT = 16;

	private SnapshotMapper mapper;

	private final OpenContainers open = new OpenContainers();

	private int elements;

	private int most = MAX_ELEMENTS;

	private long deadline;

	private long bytes;

	private @Nullable String failure;

	/** Whether it is on a thread on which serializers of the application may wait. */
	private final boolean patient;

	SnapshotWalk(SnapshotMapper mapper) {
		this.mapper = mapper;
		this.patient = false;
	}

	private SnapshotWalk(SnapshotWalk parent) {
		this.mapper = parent.mapper;
		this.patient = true;
		this.elements = parent.elements;
		this.most = parent.most;
		this.deadline = parent.deadline;
	}

	long approximateBytes() {
		return this.bytes;
	}

	@Nullable String failure() {
		return this.failure;
	}

	/**
	 * Copy a value; whatever it throws costs only itself.
	 */
	@Nullable Object copy(@Nullable Object value, int depth) {
		this.bytes += 16;
		if (value == null) {
			return null;
		}
		if (value instanceof String text && !this.mapper.hasOwnWayFor(String.class)) {
			return weighed(text);
		}
		try {
			Class<?> type = value.getClass();
			ValueKind kind = ValueKind.of(type);
			if (kind == ValueKind.BEAN && this.mapper.objects() != ObjectWay.WRITTEN) {
				return (this.mapper.objects() == ObjectWay.LEFT) ? value : weighed(UntouchableTypes.marker(type));
			}
			boolean ownWay = kind.mayBeWritten() && this.mapper.hasOwnWayFor(type);
			return (ownWay && depth < MAX_DEPTH) ? bean(value, depth) : copy(value, kind, depth);
		}
		catch (Throwable ex) {
			return failed(ex);
		}
	}

	String failed(Throwable ex) {
		Guard.rethrowFatal(ex);
		String name = NotCaptured.nameOf(ex);
		if (this.failure == null) {
			this.failure = name;
		}
		return NotCaptured.marker(name);
	}

	/**
	 * Count one more element; {@code false} when there is no room for it, or no time.
	 */
	boolean takeElement() {
		this.elements++;
		if ((this.elements & 15) == 1) {
			long now = System.nanoTime();
			if (this.elements == 1) {
				this.deadline = now + MAX_NANOS;
			}
			else if (now - this.deadline > 0) {
				this.elements = MAX_ELEMENTS + 1;
			}
		}
		return this.elements <= this.most;
	}

	/** How many more elements may be taken. */
	int room() {
		return this.most - this.elements;
	}

	/** Leaves room for what comes after, until the limit that it returns is set. */
	int limit(int room) {
		int before = this.most;
		this.most = Math.min(before, this.elements + room);
		return before;
	}

	void limitAgain(int before) {
		this.most = before;
	}

	/** What a text weighs that is all there is. */
	static long weight(String text) {
		return VALUE_WEIGHT + 24 + text.length();
	}

	String weighed(String text) {
		this.bytes += 24 + text.length();
		return text;
	}

	boolean enter(Object container) {
		return this.open.enter(container);
	}

	void leave(Object container) {
		this.open.leave(container);
	}

	private @Nullable Object copy(Object value, ValueKind kind, int depth) {
		return switch (kind) {
			case TEXT, NUMBER, BOOLEAN, ENUM, BYTES -> scalar(PlainValues.plain(value));
			case UNTOUCHED -> untouched(value, depth);
			case JACKSON_2_NODE -> copy(this.mapper.readTree(value.toString()), depth);
			case WRAPPER -> (depth < MAX_DEPTH) ? inside(value, depth + 1) : weighed(TOO_DEEP);
			case JSON_NODE -> node((JsonNode) value, depth);
			default -> container(value, kind, depth);
		};
	}

	private @Nullable Object inside(Object wrapper, int depth) {
		SnapshotMapper outside = this.mapper;
		this.mapper = outside.in(HttpValues.viewOf(wrapper));
		try {
			return copy(PlainValues.unwrap(wrapper), depth);
		}
		finally {
			this.mapper = outside;
		}
	}

	private @Nullable Object untouched(Object value, int depth) {
		Object entity = LoadedProxies.entity(value);
		if (entity != null) {
			return copy(entity, depth);
		}
		boolean loaded = LazyCollections.isLoaded(value);
		return loaded ? container(value, (value instanceof Map) ? ValueKind.MAP : ValueKind.COLLECTION, depth)
				: weighed(UntouchableTypes.marker(value.getClass()));
	}

	/** Takes a text or a number that somebody has written. */
	Object written(Object value) {
		this.bytes += 16;
		return scalar(PlainValues.plain(value));
	}

	private Object scalar(Object value) {
		if (value instanceof InlineMedia media) {
			this.bytes += media.weight();
		}
		return (value instanceof String text) ? weighed(text) : value;
	}

	private @Nullable Object node(JsonNode node, int depth) {
		if (node.isContainer()) {
			return container(node, ValueKind.JSON_NODE, depth);
		}
		return node.isPojo() ? copy(PlainValues.pojo(node), depth + 1) : copy(PlainValues.leaf(node), depth);
	}

	private @Nullable Object container(Object value, ValueKind kind, int depth) {
		if (depth >= MAX_DEPTH) {
			return weighed(TOO_DEEP);
		}
		if (kind == ValueKind.BEAN) {
			return bean(value, depth);
		}
		if (!enter(value)) {
			return weighed(CYCLE);
		}
		try {
			ContainerWalk walk = new ContainerWalk(this);
			return switch (kind) {
				case MAP -> walk.map(((Map<?, ?>) value).entrySet(), ((Map<?, ?>) value)::size, depth);
				case ENTRY -> walk.map(List.of((Map.Entry<?, ?>) value), () -> 1, depth);
				case THROWABLE -> walk.throwable((Throwable) value, depth);
				case COLLECTION -> walk.list((Collection<?>) value, ((Collection<?>) value)::size, depth);
				case ITERABLE -> walk.list((Iterable<?>) value, () -> -1, depth);
				case JSON_NODE -> walk.nodes((JsonNode) value, depth);
				default -> walk.array(value, depth);
			};
		}
		finally {
			leave(value);
		}
	}

	/**
	 * What a property's serializer writes, where that is the application's.
	 */
	@Nullable Object written(Object value, ApartSerializer.Writing writing, int depth) {
		try {
			return patiently(value.getClass(), (walk) -> {
				PlainTreeGenerator generator = new PlainTreeGenerator(walk, depth);
				this.mapper.write(generator, value, writing);
				return generator.tree();
			});
		}
		catch (Exception ex) {
			// It may end more than this value: there may be no room for more.
			throw (ex instanceof RuntimeException known) ? known : new IllegalStateException(ex);
		}
	}

	/**
	 * Whether this is a thread on which code of the application may wait for anything.
	 */
	boolean isPatient() {
		return this.patient;
	}

	SnapshotMapper mapper() {
		return this.mapper;
	}

	@Nullable Object patiently(Class<?> type, Function<SnapshotWalk, @Nullable Object> work) throws Exception {
		SnapshotWalk walk = new SnapshotWalk(this);
		Object tree = this.mapper.threads().within(type, () -> work.apply(walk));
		this.elements = walk.elements;
		this.deadline = walk.deadline;
		this.bytes += walk.bytes;
		this.failure = (this.failure != null) ? this.failure : walk.failure;
		return tree;
	}

	private @Nullable Object bean(Object bean, int depth) {
		if (!this.patient && this.mapper.isWrittenByApplication(bean.getClass())) {
			try {
				return patiently(bean.getClass(), (walk) -> walk.bean(bean, depth));
			}
			catch (Exception ex) {
				return failed(ex);
			}
		}
		PlainTreeGenerator generator = new PlainTreeGenerator(this, depth);
		try {
			this.mapper.write(generator, bean);
		}
		catch (Throwable ex) {
			generator.breakOff(ex);
		}
		return generator.tree();
	}

}
