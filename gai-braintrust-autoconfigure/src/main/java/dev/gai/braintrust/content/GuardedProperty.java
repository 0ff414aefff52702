package dev.gai.braintrust.content;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * A property that costs only itself when it cannot be read.
 */
final class GuardedProperty extends BeanPropertyWriter {

	private static final long serialVersionUID = 1L;

	GuardedProperty(BeanPropertyWriter original) {
		super(original);
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
			super.serializeAsProperty(bean, generator, context);
		}
		catch (Throwable ex) {
			tree.recover(position, getName(), ex);
		}
	}

}
