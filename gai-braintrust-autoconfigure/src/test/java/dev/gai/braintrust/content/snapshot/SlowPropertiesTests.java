package dev.gai.braintrust.content.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Serializers that wait for ever, of properties whose serializer is known only when there
 * is a value.
 */
@Timeout(60)
@Tag("thorough")
class SlowPropertiesTests {

	private static final String NOT_CAPTURED = "<not captured: SerializerTooSlowException>";

	private static volatile CountDownLatch released = new CountDownLatch(1);

	private static volatile boolean hangs = true;

	private static volatile @Nullable Thread caller;

	private final ContentSnapshots snapshots = new ContentSnapshots(
			JsonMapper.builder().addModule(new SimpleModule().addSerializer(Open.class, new Hangs())).build());

	@BeforeEach
	void call() {
		caller = Thread.currentThread();
	}

	@AfterEach
	void release() {
		hangs = false;
		released.countDown();
		Awaitility.await().until(() -> SerializerThreads.free() == SerializerThreads.MAX_THREADS);
		released = new CountDownLatch(1);
		hangs = true;
	}

	@ParameterizedTest
	@MethodSource("holders")
	void costOnlyThemselves(Object holder, Object written) {
		Map<String, Object> expected = new LinkedHashMap<>(Map.of("first", "a", "slow", NOT_CAPTURED, "last", "z"));

		assertThat(this.snapshots.take(holder).tree()).isEqualTo(expected);

		hangs = false;
		expected.put("slow", written);
		assertThat(new ContentSnapshots(
				JsonMapper.builder().addModule(new SimpleModule().addSerializer(Open.class, new Hangs())).build())
			.take(holder)
			.tree()).isEqualTo(expected);
	}

	static Stream<Arguments> holders() {
		return Stream.of(argumentSet("of a class", new OfAClass("a", new Open(), "z"), "open"),
				argumentSet("of a subclass", new OfAClass("a", new Wider(), "z"), "open"),
				argumentSet("of an interface", new OfAnInterface("a", new Open(), "z"), "open"),
				argumentSet("of any type", new OfAnyType("a", new Open(), "z"), "open"),
				argumentSet("of a type parameter", new OfAParameter<>("a", new Open(), "z"), "open"),
				argumentSet("of a class that says its serializer", new OfAnAnnotatedClass("a", new Annotated(), "z"),
						"annotated"),
				argumentSet("with a type", new WithAType("a", new Typed(), "z"), List.of("Typed", "typed")),
				argumentSet("with a serializer for elements", new WithElements("a", List.of("x", "y"), "z"),
						List.of("x!", "y!")),
				argumentSet("with an optional value", new WithAnOptional("a", Optional.of(new Open()), "z"), "open"),
				argumentSet("with a reference to a value",
						new WithAReference("a", new AtomicReference<>(new Open()), "z"), "open"));
	}

	@Test
	void areLeftOutWhereTheApplicationDoesThat() {
		JsonMapper mapper = JsonMapper.builder()
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
			.build();

		assertThat(new ContentSnapshots(mapper).take(new WithAnOptional("a", Optional.empty(), "z")).tree())
			.isEqualTo(Map.of("first", "a", "last", "z"));
	}

	@Test
	void areReadOnce() {
		hangs = false;
		Counted counted = new Counted();

		assertThat(this.snapshots.take(counted).tree()).isEqualTo(Map.of("open", "open"));
		assertThat(this.snapshots.take(counted).tree()).isEqualTo(Map.of("open", "open"));

		assertThat(counted.reads).hasValue(2);
	}

	@Test
	void areNotAskedAnyMoreAfterSeveralTimes() {
		for (int i = 0; i < 3; i++) {
			this.snapshots.take(new OfAClass("a", new Open(), "z"));
		}
		hangs = false;

		assertThat(this.snapshots.take(new OfAClass("a", new Open(), "z")).tree())
			.isEqualTo(Map.of("first", "a", "slow", NOT_CAPTURED, "last", "z"));
	}

	private static void hang() {
		assertThat(Thread.currentThread()).as("the thread of a call, which must not wait").isNotSameAs(caller);
		CountDownLatch latch = released;
		while (hangs && latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// Goes on waiting.
			}
		}
	}

	interface Shape {

	}

	static class Open implements Shape {

	}

	static class Wider extends Open {

	}

	@JsonSerialize(using = HangsOnAnnotated.class)
	static class Annotated {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
	@JsonSerialize(using = HangsOnTyped.class)
	static class Typed {

	}

	record OfAClass(String first, Open slow, String last) {
	}

	record OfAnInterface(String first, Shape slow, String last) {
	}

	record OfAnyType(String first, Object slow, String last) {
	}

	record OfAParameter<T>(String first, T slow, String last) {
	}

	record OfAnAnnotatedClass(String first, Annotated slow, String last) {
	}

	record WithAType(String first, Typed slow, String last) {
	}

	record WithElements(String first, @JsonSerialize(contentUsing = HangsOnText.class) List<String> slow, String last) {
	}

	record WithAReference(String first, AtomicReference<Open> slow, String last) {
	}

	record WithAnOptional(String first, Optional<Open> slow, String last) {
	}

	static final class Counted {

		private final AtomicInteger reads = new AtomicInteger();

		public Open getOpen() {
			this.reads.incrementAndGet();
			return new Open();
		}

	}

	static final class Hangs extends ValueSerializer<Open> {

		@Override
		public void serialize(Open value, JsonGenerator generator, SerializationContext context) {
			hang();
			generator.writeString("open");
		}

	}

	static final class HangsOnAnnotated extends ValueSerializer<Annotated> {

		@Override
		public void serialize(Annotated value, JsonGenerator generator, SerializationContext context) {
			hang();
			generator.writeString("annotated");
		}

	}

	static final class HangsOnTyped extends ValueSerializer<Typed> {

		@Override
		public void serialize(Typed value, JsonGenerator generator, SerializationContext context) {
			hang();
			generator.writeString("typed");
		}

		@Override
		public void serializeWithType(Typed value, JsonGenerator generator, SerializationContext context,
				TypeSerializer typed) {
			generator.writeStartArray();
			generator.writeString("Typed");
			serialize(value, generator, context);
			generator.writeEndArray();
		}

	}

	static final class HangsOnText extends ValueSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			hang();
			generator.writeString(value + "!");
		}

	}

}
