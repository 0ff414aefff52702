package dev.gai.braintrust.export.row.otlp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gai.braintrust.content.bytes.JsonBytes;
import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.delivery.Frame;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtlpFrames}: what OpenTelemetry's own marshaller makes of the same
 * span.
 */
@Tag("thorough")
class OtlpFramesTests {

	private static final String[] TEXTS = { "", "a", "chat gpt-4o-mini", "für immer", "日本語のテキスト", "\uD83D\uDE00 smile",
			"half \uD83D of a pair", "\uDE00", "x".repeat(63), "x".repeat(64), "x".repeat(127), "x".repeat(128),
			"é".repeat(64), "plain words and more of them ".repeat(700), "日本".repeat(3000), "ü".repeat(9000),
			"{\"json\":\"with \\\"quotes\\\"\"}" };

	private final OtlpFrames frames = new OtlpFrames(new TextBytes());

	private final OfficialMarshaller official = new OfficialMarshaller();

	private final SdkTracerProvider provider = SdkTracerProvider.builder()
		.setResource(Resource.create(
				Attributes.of(AttributeKey.stringKey("service.name"), "test", AttributeKey.longKey("process.pid"), 7L),
				"https://opentelemetry.io/schemas/1.0"))
		.setSampler(Sampler.alwaysOn())
		.setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(20).setMaxNumberOfEvents(3).build())
		.build();

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void areWhatTheOfficialMarshallerMakesOfAnySpan() {
		Random random = new Random(3);
		List<Tracer> tracers = List.of(this.provider.get("plain"), this.provider.get("versioned", "1.2.3"),
				this.provider.tracerBuilder("with schema").setSchemaUrl("https://example.org/schema").build());
		for (int round = 0; round < 3000; round++) {
			SpanData span = span(random, tracers.get(random.nextInt(tracers.size())));
			assertSame(span);
		}
	}

	@Test
	void areWhatTheOfficialMarshallerMakesOfAListOfAttributes() {
		Random random = new Random(4);
		for (int round = 0; round < 1000; round++) {
			AttributeList list = new AttributeList();
			attributes(random).forEach((key, value) -> put(list, key, value));
			SpanData span = new WithAttributes(span(random, this.provider.get("list")), list);
			assertSame(span);
		}
	}

	@Test
	void areWhatTheOfficialMarshallerMakesOfTextsInMemoryThatIsUsedAgain() {
		JsonBytes memory = new JsonBytes(new TextBytes());
		for (String text : TEXTS) {
			int start = memory.length();
			memory.text(text, Long.MAX_VALUE);
			AttributeList list = new AttributeList();
			list.put("json", memory.since(start));
			assertSame(new WithAttributes(span(new Random(6), this.provider.get("list")), list));
		}
	}

	@Test
	void areWhatTheOfficialMarshallerMakesOfMoreNamesThanAreRemembered() {
		List<String> ends = List.of("", "x".repeat(200), "é".repeat(62), "half \uD83D of a pair");
		for (int round = 0; round < 600; round++) {
			AttributeList list = new AttributeList();
			for (int i = 0; i < 4; i++) {
				list.put("name." + (round + i) % 400 + ends.get(i), "x".repeat(round % 130));
			}
			assertSame(new WithAttributes(span(new Random(round), this.provider.get("list")), list));
		}
	}

	@Test
	void canBeReadWithTheOfficialClasses() throws InvalidProtocolBufferException {
		Span started = this.provider.get("read").spanBuilder("name").setSpanKind(SpanKind.CLIENT).startSpan();
		started.setAttribute("text", "für 日本").setAttribute("number", -1L).setAttribute("fraction", 0.5);
		started.end();
		SpanData span = ((ReadableSpan) started).toSpanData();
		ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(this.frames.frame(span).copy());
		assertThat(request.getResourceSpansList()).singleElement().satisfies((resource) -> {
			assertThat(resource.getSchemaUrl()).isEqualTo("https://opentelemetry.io/schemas/1.0");
			assertThat(resource.getResource().getAttributesCount()).isEqualTo(2);
			assertThat(resource.getScopeSpans(0).getScope().getName()).isEqualTo("read");
			assertThat(resource.getScopeSpans(0).getSpans(0).getName()).isEqualTo("name");
			assertThat(resource.getScopeSpans(0).getSpans(0).getAttributesList())
				.anySatisfy((attribute) -> assertThat(attribute.getValue().getStringValue()).isEqualTo("für 日本"))
				.anySatisfy((attribute) -> assertThat(attribute.getValue().getIntValue()).isEqualTo(-1))
				.anySatisfy((attribute) -> assertThat(attribute.getValue().getDoubleValue()).isEqualTo(0.5));
		});
	}

	@Test
	void aFrameTakesTheMemoryOfOneThatWasReleased() {
		Span started = this.provider.get("memory").spanBuilder("name").startSpan();
		started.setAttribute("text", "x".repeat(100_000));
		started.end();
		SpanData span = ((ReadableSpan) started).toSpanData();
		Frame first = this.frames.frame(span);
		byte[] bytes = first.copy();
		Frame second = this.frames.frame(span);
		assertThat(second.array()).isNotSameAs(first.array());
		byte[] released = second.array();
		second.release();
		Frame third = this.frames.frame(span);
		assertThat(third.array()).isSameAs(released);
		assertThat(third.copy()).isEqualTo(bytes).hasSizeBetween(100_000, 100_300);
		assertThat(first.copy()).isEqualTo(bytes);
	}

	private void assertSame(SpanData span) {
		byte[] frame = this.frames.frame(span).copy();
		byte[] official = this.official.marshal(span);
		if (!Arrays.equals(frame, official)) {
			assertThat(text(frame)).isEqualTo(text(official));
			assertThat(HexFormat.of().formatHex(frame)).isEqualTo(HexFormat.of().formatHex(official));
		}
	}

	private static String text(byte[] frame) {
		try {
			return ExportTraceServiceRequest.parseFrom(frame).toString();
		}
		catch (InvalidProtocolBufferException ex) {
			return HexFormat.of().formatHex(frame);
		}
	}

	private SpanData span(Random random, Tracer tracer) {
		SpanBuilder builder = tracer.spanBuilder("n" + text(random))
			.setSpanKind(SpanKind.values()[random.nextInt(SpanKind.values().length)]);
		TraceState state = random.nextBoolean() ? TraceState.getDefault()
				: TraceState.builder().put("vendor", "a").put("other", "b").build();
		SpanContext other = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				random.nextBoolean() ? TraceFlags.getSampled() : TraceFlags.getDefault(), state);
		if (random.nextInt(3) == 0) {
			builder.setParent(Context.root().with(Span.wrap(other)));
		}
		if (random.nextInt(3) == 0) {
			builder.addLink(other, attributes(random)).addLink(other);
		}
		Span span = builder.startSpan();
		span.setAllAttributes(attributes(random));
		for (int events = random.nextInt(5); events > 0; events--) {
			span.addEvent(text(random), attributes(random));
		}
		if (random.nextBoolean()) {
			span.setStatus(StatusCode.values()[random.nextInt(3)], text(random));
		}
		span.end();
		return ((ReadableSpan) span).toSpanData();
	}

	private static Attributes attributes(Random random) {
		AttributesBuilder attributes = Attributes.builder();
		for (int i = random.nextInt(12); i > 0; i--) {
			String key = "key." + i + ((i % 5 == 0) ? "é" : "");
			switch (random.nextInt(10)) {
				case 0 -> attributes.put(key, random.nextLong() >> random.nextInt(64));
				case 1 -> attributes.put(key, random.nextDouble());
				case 2 -> attributes.put(key, random.nextBoolean());
				case 3 -> attributes.put(AttributeKey.stringArrayKey(key), List.of(text(random), text(random)));
				case 4 -> attributes.put(AttributeKey.longArrayKey(key), List.of(0L, -1L, 1L << 40));
				case 5 -> attributes.put(AttributeKey.booleanArrayKey(key), List.of(true, false));
				case 6 -> attributes.put(AttributeKey.doubleArrayKey(key), List.of(0.0, 1.5));
				case 7 -> attributes.put(AttributeKey.valueKey(key), value(random, 0));
				default -> attributes.put(key, text(random));
			}
		}
		return attributes.build();
	}

	private static Value<?> value(Random random, int depth) {
		return switch (random.nextInt((depth > 2) ? 5 : 7)) {
			case 0 -> Value.of(text(random));
			case 1 -> Value.of(random.nextLong());
			case 2 -> Value.of(random.nextDouble());
			case 3 -> Value.of(random.nextBoolean());
			case 4 -> Value.of("bytes".getBytes(StandardCharsets.UTF_8));
			case 5 -> {
				List<Value<?>> values = new ArrayList<>();
				for (int i = random.nextInt(3); i >= 0; i--) {
					values.add(value(random, depth + 1));
				}
				yield Value.of(values);
			}
			default -> Value.of(KeyValue.of("a", value(random, depth + 1)), KeyValue.of("b", value(random, depth + 1)));
		};
	}

	private static void put(AttributeList list, AttributeKey<?> key, Object value) {
		if (value instanceof String text) {
			list.put(key.getKey(), text);
		}
		else if (value instanceof Long number) {
			list.put(key.getKey(), number.longValue());
		}
		else if (value instanceof Double number) {
			list.put(key.getKey(), number.doubleValue());
		}
		else if (value instanceof Boolean flag) {
			list.put(key.getKey(), flag.booleanValue());
		}
		else {
			list.put(key, value);
		}
	}

	private static String text(Random random) {
		return TEXTS[random.nextInt((random.nextInt(10) == 0) ? TEXTS.length : 10)];
	}

	private static final class WithAttributes extends DelegatingSpanData {

		private final Attributes attributes;

		WithAttributes(SpanData span, Attributes attributes) {
			super(span);
			this.attributes = attributes;
		}

		@Override
		public Attributes getAttributes() {
			return this.attributes;
		}

	}

}
