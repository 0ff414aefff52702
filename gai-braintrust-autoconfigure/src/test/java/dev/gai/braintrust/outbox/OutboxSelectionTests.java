package dev.gai.braintrust.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.guard.SteadyClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxSelectionTests {

	private static final Duration MAX_AGE = Duration.ofDays(1);

	private final List<String> judged = new ArrayList<>();

	private final SpanProgress progress = new SpanProgress() {

		@Override
		public SpanStage stage(@Nullable String traceId, String spanId) {
			OutboxSelectionTests.this.judged.add(spanId);
			return spanId.startsWith("late") ? SpanStage.PENDING : SpanStage.UNKNOWN;
		}

		@Override
		public boolean isSettled(long time) {
			return true;
		}

	};

	private final OutboxLog log;

	private final OutboxSelection selection;

	OutboxSelectionTests(@TempDir Path directory) {
		this.log = new OutboxLog(PlannedSpool.of(new SpoolSettings(false, directory, 1024 * 1024, MAX_AGE, false)));
		this.selection = new OutboxSelection(this.log, new OutboxReadiness(this.log.run(), this.progress, MAX_AGE),
				Map.of("once", new Once()));
	}

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void looksOnceAtEachOfThoseThatCanBeSentTogether() {
		add("any", "a", "b", "c");

		assertThat(this.selection.next(10)).extracting(OutboxItem::spanId).containsExactly("a", "b", "c");
		assertThat(this.judged).containsExactly("a", "b", "c");
	}

	@Test
	void takesNoMoreThanAreWanted() {
		add("any", "a", "b", "c");

		assertThat(this.selection.next(2)).extracting(OutboxItem::spanId).containsExactly("a", "b");
		assertThat(this.selection.next(1)).extracting(OutboxItem::spanId).containsExactly("a");
	}

	@Test
	void stopsBeforeWhatMustWait() {
		add("any", "a", "late", "b");

		assertThat(this.selection.next(10)).extracting(OutboxItem::spanId).containsExactly("a");
	}

	@Test
	void stopsBeforeWhatGoesElsewhere() {
		add("any", "a");
		add("other", "b");

		assertThat(this.selection.next(10)).extracting(OutboxItem::spanId).containsExactly("a");
	}

	@Test
	void takesAloneWhatMustNotBeSentTwice() {
		add("once", "a", "b");

		assertThat(this.selection.next(10)).extracting(OutboxItem::spanId).containsExactly("a");
	}

	@Test
	void putsWhatMustWaitBehindTheOthers() {
		add("any", "late", "a");

		assertThat(this.selection.next(10)).isEmpty();
		assertThat(this.selection.next(10)).extracting(OutboxItem::spanId).containsExactly("a");
		assertThat(this.log.waiting()).isEqualTo(2);
	}

	@Test
	void givesUpWhatIsTooOldAndSaysWhenNothingIsLeft() {
		long yesterday = SteadyClock.millis() - MAX_AGE.toMillis() - 1000;
		this.log.append(item("any", "old", yesterday));

		assertThat(this.selection.next(10)).isEmpty();
		assertThat(this.selection.next(10)).isNull();
		assertThat(this.log.status(null, null).dropped()).containsEntry("expired", 1L);
	}

	private void add(String channel, String... spanIds) {
		for (String spanId : spanIds) {
			this.log.append(item(channel, spanId, SteadyClock.millis()));
		}
	}

	private OutboxItem item(String channel, String spanId, long created) {
		ObjectNode content = JsonMapper.shared().createObjectNode().put("n", 1);
		return new OutboxItem(channel, "t", spanId, content, created, this.log.run(), created, false, false);
	}

	/** What it sends must not be sent twice. */
	private static final class Once implements OutboxChannel {

		@Override
		public String name() {
			return "once";
		}

		@Override
		public void send(List<ObjectNode> contents) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isRepeatable(ObjectNode content) {
			return false;
		}

	}

}
