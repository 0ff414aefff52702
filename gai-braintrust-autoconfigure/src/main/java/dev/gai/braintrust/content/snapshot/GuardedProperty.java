package dev.gai.braintrust.content.snapshot;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * A property that costs only itself when it cannot be read.
 */
final class GuardedProperty extends BeanPropertyWriter {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable LazyAttribute lazy;

	GuardedProperty(BeanPropertyWriter original) {
		super(original);
		AnnotatedMember member = original.getMember();
		this.lazy = LazyAttribute.of((member != null) ? member.getMember() : null);
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
			if (this._serializer != null && !this._serializer.isUnwrappingSerializer()
					&& tree.writtenApart(this._serializer)) {
				Object value = get(bean);
				if (value != null && (!this._suppressNulls || this._suppressableValue == null)) {
					tree.writeApart(getName(), value, this._serializer);
					return;
				}
			}
			super.serializeAsProperty(bean, generator, context);
		}
		catch (Throwable ex) {
			tree.recover(position, getName(), ex);
		}
	}

}
