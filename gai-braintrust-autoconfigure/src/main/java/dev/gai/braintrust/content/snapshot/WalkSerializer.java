package dev.gai.braintrust.content.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Hands a value back to the walk that Jackson was called from.
 */
final class WalkSerializer extends ValueSerializer<Object> {

	private final @Nullable ValueSerializer<?> original;

	WalkSerializer(@Nullable ValueSerializer<?> original) {
		this.original = original;
	}

	/**
	 * A property that says what to leave out or how to write its elements, which may be
	 * its author's way to protect them, is Jackson's business.
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
