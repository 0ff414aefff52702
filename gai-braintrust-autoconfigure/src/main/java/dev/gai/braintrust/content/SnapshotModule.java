package dev.gai.braintrust.content;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.jsontype.TypeSerializer;
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
	}

	private static final class Values extends Serializers.Base {

		@Override
		public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
				BeanDescription.Supplier description, JsonFormat.@Nullable Value format) {
			return switch (ValueKind.of(type.getRawClass())) {
				case UNTOUCHED, BYTES, ENTRY, THROWABLE, JACKSON_2_NODE -> new WalkSerializer(null);
				default -> null;
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
			return new WalkSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyCollectionSerializer(SerializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new WalkSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyMapSerializer(SerializationConfig config, MapType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new WalkSerializer(serializer);
		}

	}

	/**
	 * Hands a value back to the walk that Jackson was called from.
	 */
	private static final class WalkSerializer extends ValueSerializer<Object> {

		private final @Nullable ValueSerializer<?> original;

		WalkSerializer(@Nullable ValueSerializer<?> original) {
			this.original = original;
		}

		/**
		 * A property that says what to leave out or how to write its elements, which may
		 * be its author's way to protect them, is Jackson's business.
		 */
		@Override
		public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
			boolean annotated = property != null && (property.getAnnotation(JsonSerialize.class) != null
					|| property.getAnnotation(JsonIgnoreProperties.class) != null
					|| property.getAnnotation(JsonIncludeProperties.class) != null);
			if (this.original == null || !annotated) {
				return this;
			}
			return this.original.createContextual(context, property);
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			generator.writePOJO(value);
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer typed) {
			generator.writePOJO(value);
		}

	}

}
