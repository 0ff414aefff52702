package dev.gai.braintrust.content.snapshot;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.Version;
import tools.jackson.core.base.GeneratorBase;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.core.util.SimpleStreamWriteContext;

/**
 * Reduces the many ways to write a value to one.
 */
abstract class PlainTokens extends GeneratorBase {

	private final SimpleStreamWriteContext context = SimpleStreamWriteContext.createRootContext(null);

	PlainTokens() {
		super(ObjectWriteContext.empty(),
				new IOContext(StreamReadConstraints.defaults(), StreamWriteConstraints.defaults(),
						ErrorReportConfiguration.defaults(), new BufferRecycler(), ContentReference.unknown(), false,
						JsonEncoding.UTF8),
				0);
	}

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

	@Override
	public TokenStreamContext streamWriteContext() {
		return this.context;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.context.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.context.assignCurrentValue(value);
	}

	@Override
	public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
		return DEFAULT_WRITE_CAPABILITIES;
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public Object streamWriteOutputTarget() {
		return this;
	}

	@Override
	public int streamWriteOutputBuffered() {
		return 0;
	}

	@Override
	public void flush() {
	}

	@Override
	protected void _closeInput() {
	}

	@Override
	protected void _releaseBuffers() {
	}

	@Override
	protected void _verifyValueWrite(String what) {
	}

}
