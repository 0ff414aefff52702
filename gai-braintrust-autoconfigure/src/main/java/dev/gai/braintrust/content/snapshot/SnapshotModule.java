package dev.gai.braintrust.content.snapshot;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Leaves to Jackson only what it knows best, the properties of an object. A stream, a
 * future or a list inside of an object is treated as it is outside of one.
 */
final class SnapshotModule extends JacksonModule {

	@Override
	public String getModuleName() {
		return "gai-braintrust-snapshots";
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public void setupModule(SetupContext context) {
		context.addSerializers(new Values());
		context.addSerializerModifier(new Containers());
		context.appendAnnotationIntrospector(new LibraryProperties());
	}

	private static final class Values extends Serializers.Base {

		@Override
		public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
				BeanDescription.Supplier description, JsonFormat.@Nullable Value format) {
			return switch (ValueKind.of(type.getRawClass())) {
				case UNTOUCHED, ITERABLE, BYTES, ENTRY, THROWABLE, JACKSON_2_NODE -> new WalkSerializer(null);
				default -> KotlinValues.areOf(type.getRawClass()) ? new WalkSerializer(null) : null;
			};
		}

		@Override
		public ValueSerializer<?> findTreeNodeSerializer(SerializationConfig config, JavaType type,
				BeanDescription.Supplier description, JsonFormat.@Nullable Value format) {
			return new WalkSerializer(null);
		}

	}

	private static final class Containers extends ValueSerializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public List<BeanPropertyWriter> changeProperties(SerializationConfig config,
				BeanDescription.Supplier description, List<BeanPropertyWriter> properties) {
			// A property of a special kind knows how to write itself.
			properties.replaceAll((property) -> (property.getClass() == BeanPropertyWriter.class)
					? new GuardedProperty(property) : property);
			return properties;
		}

		@Override
		public ValueSerializer<?> modifyArraySerializer(SerializationConfig config, ArrayType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return walked(config, description, serializer);
		}

		@Override
		public ValueSerializer<?> modifyCollectionSerializer(SerializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return walked(config, description, serializer);
		}

		@Override
		public ValueSerializer<?> modifyMapSerializer(SerializationConfig config, MapType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return walked(config, description, serializer);
		}

		/**
		 * What the application writes in its own way, or leaves out a part of, it goes on
		 * writing.
		 */
		private static ValueSerializer<?> walked(SerializationConfig config, BeanDescription.Supplier description,
				ValueSerializer<?> serializer) {
			AnnotationIntrospector annotations = config.getAnnotationIntrospector();
			AnnotatedClass type = description.getClassInfo();
			boolean hides = !annotations.findPropertyIgnoralByName(config, type).getIgnored().isEmpty()
					|| annotations.findPropertyInclusionByName(config, type).getIncluded() != null
					|| annotations.findFilterId(config, type) != null;
			return (hides || SnapshotMapper.isOwn(serializer)) ? serializer : new WalkSerializer(serializer);
		}

	}

}
