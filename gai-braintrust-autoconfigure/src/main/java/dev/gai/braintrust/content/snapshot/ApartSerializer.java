package dev.gai.braintrust.content.snapshot;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Has a serializer of the application, which may wait for anything, write the value of a
 * property on a thread on which it may.
 */
final class ApartSerializer extends ValueSerializer<Object> {

	private final ValueSerializer<Object> serializer;

	ApartSerializer(ValueSerializer<Object> serializer) {
		this.serializer = serializer;
	}

	@Override
	public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
		if (!(generator instanceof PlainTreeGenerator tree) || !tree.writeApart(value, this.serializer::serialize)) {
			this.serializer.serialize(value, generator, context);
		}
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
			TypeSerializer typed) {
		if (!(generator instanceof PlainTreeGenerator tree) || !tree.writeApart(value,
				(one, to, with) -> this.serializer.serializeWithType(one, to, with, typed))) {
			this.serializer.serializeWithType(value, generator, context, typed);
		}
	}

	@Override
	public boolean isEmpty(SerializationContext context, Object value) {
		return this.serializer.isEmpty(context, value);
	}

	@Override
	public boolean usesObjectId() {
		return this.serializer.usesObjectId();
	}

	/**
	 * How a value is written.
	 */
	@FunctionalInterface
	interface Writing {

		void write(Object value, JsonGenerator generator, SerializationContext context);

	}

}
