package dev.gai.braintrust.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import dev.gai.braintrust.export.live.SpanStage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Outbox}.
 */
@Tag("thorough")
class OutboxTests {

	private static final JsonMapper json = new JsonMapper();

	@TempDir
	private Path directory;

	private final Stages stages = new Stages();

	private final Channel channel = new Channel();

	private final List<Outbox> opened = new ArrayList<>();

	@AfterEach
	void close() {
		this.opened.forEach(Outbox::close);
	}

	@Test
	void sendsInOrderWhatConcernsNoSpan() {
		Outbox outbox = open();

		for (int i = 0; i < 250; i++) {
			outbox.add("test", null, null, content(i));
		}

		Awaitility.await().until(() -> this.channel.sent.size() == 250);
		assertThat(this.channel.numbers()).isSorted();
		Awaitility.await().until(() -> outbox.status().waiting() == 0);
		assertThat(outbox.status().delivered()).isEqualTo(250);
		assertThat(outbox.status().dropped()).isEmpty();
	}

	@Test
	void waitsUntilTheSpanIsDeliveredAndLetsOthersPass() {
		this.stages.of.put("a", SpanStage.PENDING);
		Outbox outbox = open();
		outbox.add("test", "t", "a", content(1));
		outbox.add("test", null, null, content(2));

		Awaitility.await().until(() -> this.channel.numbers().equals(List.of(2)));

		this.stages.settled = 0;
		this.stages.of.put("a", SpanStage.LOGGED);
		Awaitility.await().during(Duration.ofMillis(400)).until(() -> this.channel.numbers().equals(List.of(2)));
		this.stages.settled = Long.MAX_VALUE;

		Awaitility.await().until(() -> this.channel.numbers().equals(List.of(2, 1)));
	}

	@Test
	void aFloodHasWhatWaitsLookedAtNoMoreOften() {
		this.stages.of.put("a", SpanStage.PENDING);
		Outbox outbox = open();
		AtomicInteger added = new AtomicInteger();
		long start = System.nanoTime();

		Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
			outbox.add("test", "t", "a", content(added.get()));
			return added.incrementAndGet() == 100;
		});
		long looks = this.stages.looks.sum();
		long rounds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 400 + 2;

		assertThat(looks).isLessThanOrEqualTo(rounds * 100);
		this.stages.of.put("a", SpanStage.LOGGED);
		Awaitility.await().until(() -> outbox.status().waiting() == 0);
		assertThat(this.channel.numbers()).hasSize(100).doesNotHaveDuplicates();
	}

	@Test
	void sendsNothingForASpanThatIsLeftOut() {
		this.stages.of.put("late", SpanStage.PENDING);
		this.stages.of.put("out", SpanStage.LEFT_OUT);
		Outbox outbox = open();

		assertThat(outbox.add("test", "t", "out", content(1))).isFalse();
		assertThat(outbox.add("test", "t", "late", content(2))).isTrue();
		this.stages.of.put("late", SpanStage.LEFT_OUT);

		Awaitility.await().until(() -> outbox.status().waiting() == 0);
		assertThat(this.channel.sent).isEmpty();
		assertThat(outbox.status().dropped()).isEqualTo(Map.of("unsampled", 2L));
		assertThat(outbox.status().delivered()).isZero();
	}

	@Test
	void sendsAfterARestartWhatWasLeft() {
		this.channel.failure = failure(FailureCategory.NETWORK, 0);
		Outbox before = open();
		before.add("test", "t", "a", content(1));
		before.add("test", null, null, content(2));
		Awaitility.await().until(() -> before.status().lastFailure() != null);
		before.close();
		this.channel.failure = null;

		Outbox after = open();

		Awaitility.await().until(() -> this.channel.sent.size() == 2);
		Awaitility.await().until(() -> after.status().waiting() == 0);
		assertThat(this.channel.numbers()).containsExactlyInAnyOrder(1, 2);
	}

	@ParameterizedTest
	@EnumSource(value = FailureCategory.class,
			names = { "UNAUTHORIZED", "RATE_LIMITED", "SERVER_ERROR", "WRONG_ENDPOINT", "TIMEOUT", "NETWORK" })
	void keepsWhatCouldNotBeDelivered(FailureCategory category) {
		this.channel.failure = failure(category, 0);
		Outbox outbox = open();
		outbox.add("test", null, null, content(1));
		Awaitility.await().until(() -> outbox.status().lastFailure() != null);
		assertThat(outbox.status().waiting()).isEqualTo(1);

		this.channel.failure = null;

		assertThat(outbox.flush(Duration.ofSeconds(10))).isTrue();
		assertThat(this.channel.numbers()).containsExactly(1);
		assertThat(outbox.status().lastFailure()).isNull();
	}

	@Test
	void givesUpOnlyWhatIsRefused() {
		this.channel.refuses = 3;
		Outbox outbox = open();

		for (int i = 0; i < 6; i++) {
			outbox.add("test", null, null, content(i));
		}

		Awaitility.await().until(() -> outbox.status().waiting() == 0);
		assertThat(this.channel.numbers()).containsExactly(0, 1, 2, 4, 5);
		assertThat(outbox.status().dropped()).isEqualTo(Map.of("rejected", 1L));
	}

	@Test
	void sendsWhatWouldShowTwiceOnlyOnce() {
		this.channel.failure = failure(FailureCategory.TIMEOUT, 0);
		this.channel.repeatable = false;
		Outbox outbox = open();
		outbox.add("test", null, null, content(1).put("comment", "hello"));
		Awaitility.await().until(() -> outbox.status().lastFailure() != null);

		this.channel.failure = null;
		this.channel.repeatable = true;
		outbox.flush(Duration.ofSeconds(10));

		assertThat(this.channel.attempts).hasSize(2);
		assertThat(this.channel.attempts.get(0).has("comment")).isTrue();
		assertThat(this.channel.sent).singleElement()
			.satisfies((content) -> assertThat(content.has("comment")).isFalse());
	}

	private static BraintrustApiException failure(FailureCategory category, int status) {
		return new BraintrustApiException(category, status, "test", null);
	}

	private static ObjectNode content(int number) {
		return json.createObjectNode().put("number", number);
	}

	private Outbox open() {
		Outbox outbox = new Outbox(
				PlannedSpool.of(new SpoolSettings(true, this.directory, 10 * 1024 * 1024, Duration.ofHours(1), false)),
				this.stages, List.of(this.channel));
		this.opened.add(outbox);
		return outbox;
	}

	private static final class Stages implements SpanProgress {

		private final LongAdder looks = new LongAdder();

		private final Map<String, SpanStage> of = new ConcurrentHashMap<>();

		private volatile long settled = Long.MAX_VALUE;

		@Override
		public SpanStage stage(@Nullable String traceId, String spanId) {
			if (Thread.currentThread().getName().equals("gai-braintrust-outbox")) {
				this.looks.increment();
			}
			return this.of.getOrDefault(spanId, SpanStage.UNKNOWN);
		}

		@Override
		public boolean isSettled(long time) {
			return time <= this.settled;
		}

	}

	private static final class Channel implements OutboxChannel {

		private final List<ObjectNode> sent = new CopyOnWriteArrayList<>();

		private final List<ObjectNode> attempts = new CopyOnWriteArrayList<>();

		private volatile @Nullable BraintrustApiException failure;

		private volatile boolean repeatable = true;

		private volatile int refuses = -1;

		@Override
		public String name() {
			return "test";
		}

		@Override
		public void send(List<ObjectNode> contents) {
			this.attempts.addAll(contents);
			BraintrustApiException failing = this.failure;
			if (failing != null) {
				throw failing;
			}
			if (contents.stream().anyMatch((content) -> content.path("number").asInt() == this.refuses)) {
				throw OutboxTests.failure(FailureCategory.REJECTED, 400);
			}
			this.sent.addAll(contents);
		}

		@Override
		public boolean isRepeatable(ObjectNode content) {
			return this.repeatable;
		}

		@Override
		public @Nullable ObjectNode withoutRepetition(ObjectNode content) {
			return content.deepCopy().without("comment");
		}

		private List<Integer> numbers() {
			return this.sent.stream().map((content) -> content.path("number").asInt()).toList();
		}

	}

}
