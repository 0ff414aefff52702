package dev.gai.braintrust.content.snapshot;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What annotations and serializers of the application ask for.
 */
@Timeout(60)
class JacksonSnapshotsTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void readsObjectsAsTheMapperDoes() {
		Snapshot snapshot = this.snapshots.take(new Annotated());
		assertThat(snapshot.failure()).isNull();
		assertThat(snapshot.tree()).isEqualTo(Map.of("renamed", "a", "raw", "{\"x\":1}", "masked", List.of("***"),
				"without", Map.of("open", 1), "only", Map.of("open", 1)));
	}

	@Test
	void takesWhatSerializersWriteInTheirOwnWays() {
		Snapshot snapshot = this.snapshots.take(new WritesEverything());
		assertThat(snapshot.failure()).isNull();
		assertThat(String.valueOf(snapshot.tree())).isEqualTo("[chars, utf8, raw, part, chars, c, <3 bytes>, "
				+ "<java.io.ByteArrayInputStream>, 1, 2, 3, 4, 0.5, 1.5, 7.50, abc, true, null, null, {5=x}, 12]");
	}

	@Test
	void describesASerializerThatBreaksBeforeItWrites() {
		Snapshot snapshot = this.snapshots.take(new BreaksAtOnce());
		assertThat(snapshot.tree()).isEqualTo("<not captured: UncheckedIOException>");
	}

	static class Annotated {

		@JsonProperty("renamed")
		public String name = "a";

		@JsonIgnore
		public String hidden = "b";

		@JsonRawValue
		public String raw = "{\"x\":1}";

		@JsonSerialize(contentUsing = Stars.class)
		public List<String> masked = List.of("secret");

		@JsonIgnoreProperties("closed")
		public Map<String, Object> without = Map.of("open", 1, "closed", 2);

		@JsonIncludeProperties("open")
		public Map<String, Object> only = Map.of("open", 1, "closed", 2);

	}

	static final class Stars extends ValueSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("***");
		}

	}

	@JsonSerialize(using = EverythingSerializer.class)
	static final class WritesEverything {

	}

	static final class EverythingSerializer extends ValueSerializer<WritesEverything> {

		@Override
		public void serialize(WritesEverything value, JsonGenerator generator, SerializationContext context) {
			byte[] utf8 = { 'u', 't', 'f', '8' };
			generator.writeStartArray();
			generator.assignCurrentValue(value);
			generator.writeString("chars".toCharArray(), 0, 5);
			generator.writeUTF8String(utf8, 0, 4);
			generator.writeRaw("raw");
			generator.writeRaw("a part", 2, 4);
			generator.writeRaw("chars".toCharArray(), 0, 5);
			generator.writeRaw('c');
			generator.writeBinary(new byte[3]);
			generator.writeBinary(new ByteArrayInputStream(new byte[3]), 3);
			generator.writeNumber((short) 1);
			generator.writeNumber(2);
			generator.writeNumber(3L);
			generator.writeNumber(java.math.BigInteger.valueOf(4));
			generator.writeNumber(0.5);
			generator.writeNumber(1.5f);
			generator.writeNumber("7.50");
			generator.writeNumber("abc");
			generator.writeBoolean(generator.currentValue() == value);
			generator.writeNull();
			generator.writePOJO(null);
			generator.writeStartObject();
			generator.writePropertyId(5);
			generator.writeString("x");
			generator.writeEndObject();
			generator.writeNumber(new java.math.BigDecimal("12"));
			generator.writeEndArray();
			generator.flush();
		}

	}

	@JsonSerialize(using = BreakingSerializer.class)
	static final class BreaksAtOnce {

	}

	static final class BreakingSerializer extends ValueSerializer<BreaksAtOnce> {

		@Override
		public void serialize(BreaksAtOnce value, JsonGenerator generator, SerializationContext context) {
			throw new java.io.UncheckedIOException(new java.io.IOException());
		}

	}

}
