package dev.gai.braintrust.content.snapshot;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.impl.PropertySerializerMap;
import tools.jackson.databind.ser.std.ReferenceTypeSerializer;

/**
 * A property that costs only itself when it cannot be read, or when a serializer of the
 * application does not come to its end.
 */
final class GuardedProperty extends BeanPropertyWriter {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable LazyAttribute lazy;

	/** Whether it says how its elements are written. */
	private final boolean ownElements;

	GuardedProperty(BeanPropertyWriter original) {
		super(original);
		AnnotatedMember member = original.getMember();
		this.lazy = LazyAttribute.of((member != null) ? member.getMember() : null);
		JsonSerialize annotation = original.getAnnotation(JsonSerialize.class);
		this.ownElements = annotation != null && (annotation.contentUsing() != ValueSerializer.None.class
				|| annotation.keyUsing() != ValueSerializer.None.class);
		if (this._serializer != null) {
			this._serializer = apart(this._serializer);
		}
	}

	@Override
	public void assignSerializer(ValueSerializer<Object> serializer) {
		super.assignSerializer(apart(serializer));
	}

	/**
	 * Called for the first value of a type, where that is not known before.
	 */
	@Override
	protected ValueSerializer<Object> _findAndAddDynamic(PropertySerializerMap known, Class<?> type,
			SerializationContext context) {
		ValueSerializer<Object> found = super._findAndAddDynamic(known, type, context);
		ValueSerializer<Object> apart = apart(found);
		if (apart != found) {
			this._dynamicSerializers = known.addSerializer(type, apart).map;
		}
		return apart;
	}

	private ValueSerializer<Object> apart(ValueSerializer<Object> serializer) {
		boolean mayWait = this.ownElements || SnapshotMapper.isForeign(serializer)
				|| (serializer instanceof ReferenceTypeSerializer<?> && !refersToPlainValue());
		return (mayWait && !serializer.isUnwrappingSerializer() && !(serializer instanceof ApartSerializer))
				? new ApartSerializer(serializer) : serializer;
	}

	/**
	 * Jackson itself asks the serializer of what an {@code Optional} holds, of which the
	 * application may be the author unless it is a text or a number.
	 */
	private boolean refersToPlainValue() {
		JavaType content = getType().getContentType();
		return content != null && content.isFinal() && content.getRawClass().getName().startsWith("java.");
	}

	@Override
	public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context)
			throws Exception {
		if (!(generator instanceof PlainTreeGenerator tree)) {
			super.serializeAsProperty(bean, generator, context);
			return;
		}
		PlainTreeGenerator.Position position = tree.position();
		try {
			if (this.lazy != null && !this.lazy.isLoaded(bean)) {
				tree.writeName(getName());
				tree.writeString(LazyAttribute.NOT_LOADED);
				return;
			}
			if (this.lazy != null && this.lazy.isNull(bean)) {
				tree.writeName(getName());
				tree.writeNull();
				return;
			}
			super.serializeAsProperty(bean, generator, context);
		}
		catch (Throwable ex) {
			tree.recover(position, getName(), ex);
		}
	}

}
