package dev.gai.braintrust.content.snapshot;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application's mapper, made to write snapshots: its modules, mix-ins, naming,
 * filters and views say what of an object is seen, as they do in its answers.
 */
final class SnapshotMapper {

	private static final String ANNOTATED_VALUE = "tools.jackson.databind.ser.jackson.JsonValueSerializer";

	private static final int MOST_VIEWS = 64;

	private final JsonMapper mapper;

	/** The same, as views of Jackson show it. */
	private final Map<Class<?>, SnapshotMapper> views = new ConcurrentHashMap<>();

	private final ClassValue<Boolean> ownWays = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			ValueSerializer<?> serializer = SnapshotMapper.this.mapper._serializationContext()
				.findValueSerializer(type);
			return ValueKind.of(type).hasElements() ? serializer.getClass() != WalkSerializer.class : isOwn(serializer);
		}
	};

	private final ClassValue<Boolean> foreign = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			return isForeign(SnapshotMapper.this.mapper._serializationContext().findValueSerializer(type));
		}
	};

	private final SerializerThreads threads;

	private final ObjectWay objects;

	SnapshotMapper(JsonMapper application) {
		this(application, ObjectWay.WRITTEN, (Class<?>) null);
	}

	SnapshotMapper(JsonMapper application, ObjectWay objects, @Nullable Class<?> view) {
		this((view != null) ? application.rebuild().defaultSerializationView(view).build() : application, objects,
				SerializerThreads.DEADLINE);
	}

	SnapshotMapper(JsonMapper application, Duration deadline) {
		this(application, ObjectWay.WRITTEN, deadline);
	}

	private SnapshotMapper(JsonMapper application, ObjectWay objects, Duration deadline) {
		this.objects = objects;
		this.threads = new SerializerThreads(deadline);
		this.mapper = application.rebuild()
			.addModule(new SnapshotModule())
			.disable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.WRAP_ROOT_VALUE,
					SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.FAIL_ON_SELF_REFERENCES)
			.build();
	}

	/**
	 * What writes what a view shows.
	 * @param view the view, {@code null} for what this one shows
	 */
	SnapshotMapper in(@Nullable Class<?> view) {
		if (view == null) {
			return this;
		}
		SnapshotMapper known = this.views.get(view);
		if (known == null) {
			known = new SnapshotMapper(this.mapper, this.objects, view);
			if (this.views.size() < MOST_VIEWS) {
				this.views.put(view, known);
			}
		}
		return known;
	}

	/**
	 * Whether the application has its own way to write values of a type that we would
	 * otherwise copy ourselves.
	 */
	boolean hasOwnWayFor(Class<?> type) {
		return this.ownWays.get(type);
	}

	/**
	 * Whether code of the application writes values of a type, which may wait for
	 * anything.
	 */
	boolean isWrittenByApplication(Class<?> type) {
		return this.foreign.get(type);
	}

	/**
	 * What becomes of objects with properties.
	 */
	ObjectWay objects() {
		return this.objects;
	}

	SerializerThreads threads() {
		return this.threads;
	}

	/**
	 * Write the value of a property by a serializer of the application.
	 */
	void write(PlainTreeGenerator generator, Object value, ApartSerializer.Writing writing) {
		writing.write(value, generator, this.mapper._serializationContext());
	}

	/**
	 * The key of a map, as the application writes it.
	 */
	String key(Object key, PlainTreeGenerator generator) {
		SerializationContext context = this.mapper._serializationContext();
		generator.writeStartObject();
		context.findKeySerializer(key.getClass(), null).serialize(key, generator, context);
		generator.writeNull();
		generator.writeEndObject();
		return (generator.tree() instanceof Map<?, ?> tree) ? String.valueOf(tree.keySet().iterator().next()) : "";
	}

	void write(PlainTreeGenerator generator, Object value) {
		this.mapper.writeValue(generator, value);
	}

	JsonNode readTree(String json) {
		return this.mapper.readTree(json);
	}

	/**
	 * Whether a serializer is neither one of ours nor one of a library that is known not
	 * to wait.
	 */
	static boolean isForeign(ValueSerializer<?> serializer) {
		String name = serializer.getClass().getName();
		return !name.startsWith("tools.jackson.") && !name.startsWith("org.springframework.")
				&& serializer.getClass() != WalkSerializer.class;
	}

	/**
	 * Whether a serializer is neither one of Jackson's nor one of ours.
	 */
	static boolean isOwn(ValueSerializer<?> serializer) {
		String name = serializer.getClass().getName();
		return name.equals(ANNOTATED_VALUE)
				|| (!name.startsWith("tools.jackson.") && serializer.getClass() != WalkSerializer.class);
	}

}
