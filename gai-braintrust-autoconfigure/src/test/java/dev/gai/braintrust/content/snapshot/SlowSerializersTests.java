package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Serializers of the application that wait, for ever as far as a call is concerned.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
@Tag("thorough")
class SlowSerializersTests {

	private static final String NOT_CAPTURED = "<not captured: SerializerTooSlowException>";

	private static volatile CountDownLatch released = new CountDownLatch(1);

	private static final AtomicInteger calls = new AtomicInteger();

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder()
		.addModule(new SimpleModule().addSerializer(Slow.class, new Hangs())
			.addSerializer(Quick.class, new Quickly())
			.addSerializer(Broken.class, new Breaks()))
		.build());

	@AfterEach
	void release() {
		released.countDown();
		released = new CountDownLatch(1);
		calls.set(0);
		Awaitility.await().until(() -> SerializerThreads.free() == SerializerThreads.MAX_THREADS);
	}

	@Test
	void costOnlyTheirField() {
		Snapshot snapshot = this.snapshots.take(new Holder("a", new Slow(), new Quick("q")));

		assertThat(snapshot.tree()).isEqualTo(Map.of("first", "a", "slow", NOT_CAPTURED, "last", "quick q"));
		assertThat(snapshot.failure()).isEqualTo("SerializerTooSlowException");
	}

	@Test
	void costOnlyTheirValueInAMapAndByThemselves() {
		assertThat(this.snapshots.take(Map.of("a", new Slow(), "b", 1)).tree())
			.isEqualTo(Map.of("a", NOT_CAPTURED, "b", 1));
		assertThat(this.snapshots.take(new Slow()).tree()).isEqualTo(NOT_CAPTURED);
	}

	@Test
	void ofAPropertyCostOnlyThatProperty() {
		assertThat(this.snapshots.take(new Annotated()).tree()).isEqualTo(Map.of("name", "n", "text", NOT_CAPTURED));
	}

	@Test
	void areNotCalledAnyMoreAfterSeveralTimes(CapturedOutput output) {
		for (int i = 0; i < 5; i++) {
			assertThat(this.snapshots.take(List.of(new Slow())).tree()).isEqualTo(List.of(NOT_CAPTURED));
		}

		assertThat(calls).hasValue(3);
		assertThat(output).containsOnlyOnce("took longer than 500 ms for 3 values in a row");
	}

	@Test
	void holdUpNoListOfTheirValues() {
		List<Object> many = new ArrayList<>(Collections.nCopies(1_000, new Slow()));

		assertThat(this.snapshots.take(Map.of("many", many, "b", 1)).tree())
			.isEqualTo(Map.of("many", NOT_CAPTURED, "b", 1));
		assertThat(calls).hasValue(1);
	}

	@Test
	void thatAreQuickOrFailDoAsBefore() {
		assertThat(this.snapshots.take(Collections.nCopies(10, new Quick("q"))).tree())
			.isEqualTo(Collections.nCopies(10, "quick q"));
		assertThat(this.snapshots.take(List.of(new Quick("q"))).tree()).isEqualTo(List.of("quick q"));
		assertThat(this.snapshots.take(List.of(new Broken(), 1)).tree())
			.isEqualTo(List.of("<not captured: IllegalStateException>", 1));
	}

	record Holder(String first, Slow slow, Quick last) {
	}

	record Quick(String name) {
	}

	static final class Slow {

		/** Of all values of a test, of those that nobody waits for any more as well. */
		private final CountDownLatch latch = released;

	}

	static final class Broken {

	}

	static final class Annotated {

		public String getName() {
			return "n";
		}

		@JsonSerialize(using = HangsOnText.class)
		public String getText() {
			return "t";
		}

	}

	static final class Hangs extends ValueSerializer<Slow> {

		@Override
		public void serialize(Slow value, JsonGenerator generator, SerializationContext context) {
			calls.incrementAndGet();
			hang(value.latch);
		}

	}

	static final class HangsOnText extends ValueSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			hang(released);
		}

	}

	/** Also takes no notice of interrupts. */
	private static void hang(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				// Goes on waiting.
			}
		}
	}

	static final class Quickly extends ValueSerializer<Quick> {

		@Override
		public void serialize(Quick value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("quick " + value.name());
		}

	}

	static final class Breaks extends ValueSerializer<Broken> {

		@Override
		public void serialize(Broken value, JsonGenerator generator, SerializationContext context) {
			throw new IllegalStateException();
		}

	}

}
