package dev.gai.braintrust.content.snapshot;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;

/**
 * Reduces the many ways to write a value to one.
 */
abstract class PlainTokens extends DetachedGenerator {

	/**
	 * Take one value, not yet plain.
	 */
	abstract JsonGenerator value(@Nullable Object value);

	@Override
	public JsonGenerator writeStartArray() {
		return writeStartArray(null);
	}

	@Override
	public JsonGenerator writeStartObject() {
		return writeStartObject(null);
	}

	@Override
	public JsonGenerator writePropertyId(long id) {
		return writeName(Long.toString(id));
	}

	@Override
	public JsonGenerator writeString(@Nullable String value) {
		return value(value);
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) {
		return value(new String(buffer, offset, length));
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) {
		return value(new String(buffer, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) {
		return writeRawUTF8String(buffer, offset, length);
	}

	@Override
	public JsonGenerator writeRaw(String text) {
		return value(text);
	}

	@Override
	public JsonGenerator writeRaw(String text, int offset, int length) {
		return value(text.substring(offset, offset + length));
	}

	@Override
	public JsonGenerator writeRaw(char[] text, int offset, int length) {
		return writeString(text, offset, length);
	}

	@Override
	public JsonGenerator writeRaw(char character) {
		return value(String.valueOf(character));
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		return value(PlainValues.plain(Arrays.copyOfRange(data, offset, offset + length)));
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		value(UntouchableTypes.marker(data.getClass()));
		return length;
	}

	@Override
	public JsonGenerator writeNumber(short number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(int number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(long number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigInteger number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(float number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigDecimal number) {
		return value(number);
	}

	@Override
	public JsonGenerator writeNumber(String number) {
		return value(ImmutableNumbers.parsed(number));
	}

	@Override
	public JsonGenerator writeBoolean(boolean flag) {
		return value(flag);
	}

	@Override
	public JsonGenerator writeNull() {
		return value(null);
	}

	@Override
	public JsonGenerator writePOJO(@Nullable Object pojo) {
		return value(pojo);
	}

}
