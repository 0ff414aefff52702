package dev.gai.braintrust.export.row.otlp;

import java.nio.ByteBuffer;
import java.util.List;

import dev.gai.braintrust.content.bytes.JsonText;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;

/**
 * Attributes as fields of a message: {@code KeyValue} and {@code AnyValue}.
 */
final class AttributeFields {

	private static final int KEY = 1;

	private static final int VALUE = 2;

	private static final int TEXT = 1;

	private static final int FLAG = 2;

	private static final int WHOLE = 3;

	private static final int FRACTION = 4;

	private static final int ARRAY = 5;

	private static final int PAIRS = 6;

	private static final int BYTES = 7;

	private static final int ELEMENT = 1;

	private final ProtoBuffer out;

	private final KnownNames names = new KnownNames(ProtoBuffer.delimitedTag(KEY));

	AttributeFields(ProtoBuffer out) {
		this.out = out;
	}

	/**
	 * Writes attributes.
	 * @param field the number of the field that each of them is
	 * @param attributes the attributes
	 */
	void write(int field, Attributes attributes) {
		if (attributes instanceof AttributeList list) {
			for (int i = 0; i < list.size(); i++) {
				write(field, list.name(i), list.value(i));
			}
		}
		else {
			attributes.forEach((key, value) -> write(field, key.getKey(), value));
		}
	}

	private void write(int field, String key, Object value) {
		byte[] name = this.names.field(key);
		int length = (name != null) ? this.out.textLength(value) : ProtoBuffer.UNKNOWN;
		if (name != null && length != ProtoBuffer.UNKNOWN) {
			// What is long need not be moved when its length is written before it.
			int any = FieldSizes.delimited(TEXT, length);
			this.out.delimited(field, name.length + FieldSizes.delimited(VALUE, any));
			this.out.append(name, name.length);
			this.out.delimited(VALUE, any);
			this.out.longText(TEXT, value, length);
			return;
		}
		int start = this.out.begin(field);
		if (name != null) {
			this.out.append(name, name.length);
		}
		else {
			this.out.textUnlessEmpty(KEY, key);
		}
		any(VALUE, value);
		this.out.end(start);
	}

	private void any(int field, Object value) {
		int start = this.out.begin(field);
		// Texts first: whether something is of an interface that it is not is asked
		// slowly.
		if (!(value instanceof String) && value instanceof Value<?> structured) {
			structured(structured);
		}
		else {
			plain(value);
		}
		this.out.end(start);
	}

	private void structured(Value<?> value) {
		if (value.getType() == ValueType.BYTES && value.getValue() instanceof ByteBuffer buffer) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			this.out.bytes(BYTES, bytes);
		}
		else if (value.getType() == ValueType.KEY_VALUE_LIST && value.getValue() instanceof List<?> pairs) {
			int start = this.out.begin(PAIRS);
			pairs.forEach((pair) -> {
				if (pair instanceof KeyValue keyValue) {
					write(ELEMENT, keyValue.getKey(), keyValue.getValue());
				}
			});
			this.out.end(start);
		}
		else {
			plain(value.getValue());
		}
	}

	private void plain(Object content) {
		if (content instanceof String text) {
			this.out.text(TEXT, text);
		}
		else if (content instanceof JsonText json) {
			this.out.json(TEXT, json);
		}
		else if (content instanceof Boolean flag) {
			this.out.varint(FLAG, flag ? 1 : 0);
		}
		else if (content instanceof Long number) {
			this.out.varint(WHOLE, number);
		}
		else if (content instanceof Double number) {
			this.out.fixed64(FRACTION, Double.doubleToRawLongBits(number));
		}
		else if (content instanceof List<?> list) {
			int array = this.out.begin(ARRAY);
			list.forEach((element) -> any(ELEMENT, element));
			this.out.end(array);
		}
	}

}
