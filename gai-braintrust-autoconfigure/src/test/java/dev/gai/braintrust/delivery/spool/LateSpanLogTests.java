package dev.gai.braintrust.delivery.spool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.SpanLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LateSpanLog}.
 */
class LateSpanLogTests {

	@TempDir
	private Path folder;

	private final ExportCounters counters = new ExportCounters();

	@Test
	void touchesNoDiskBeforeItIsOpened() throws Exception {
		try (SpanLog log = late()) {
			assertThat(log.isSettled(Long.MAX_VALUE)).isFalse();
			assertThat(log.spans()).isZero();
			assertThat(log.bytes()).isZero();
			assertThat(log.oldest()).isZero();
			assertThat(log.problem()).isNull();
			assertThat(log.isDurable()).isTrue();
			assertThat(log.maxBytes()).isEqualTo(16_000_000);
			assertThat(log.read(10, 1_000)).isNull();
			assertThat(spool()).doesNotExist();

			log.open();

			assertThat(log.isSettled(Long.MAX_VALUE)).isTrue();
			assertThat(spool()).isDirectory();
		}
	}

	@Test
	void isOpenedByTheFirstAppend() {
		try (SpanLog log = late()) {
			log.append(Frame.of(new byte[] { 1, 2, 3 }));

			assertThat(log.spans()).isOne();
			assertThat(log.bytes()).isPositive();
			assertThat(log.read(10, 1_000)).extracting(Frame::copy).containsExactly(new byte[] { 1, 2, 3 });

			log.acknowledge(1);

			assertThat(log.spans()).isZero();
		}
	}

	@Test
	void hasWhatAnEarlierProcessHasLeftWhenItIsOpened() {
		try (SpanLog earlier = late()) {
			earlier.append(Frame.of(new byte[] { 1, 2, 3 }));
		}
		try (SpanLog log = late()) {
			assertThat(log.spans()).isZero();

			log.open();

			assertThat(log.spans()).isOne();
		}
	}

	@Test
	void countsWhatComesAfterItsEndThoughItWasNeverOpen() throws Exception {
		SpanLog log = late();
		log.close();
		log.open();

		log.append(Frame.of(new byte[] { 1, 2, 3 }));

		assertThat(this.counters.counts().dropped()).containsEntry(DropReason.SHUTDOWN, 1L);
		try (Stream<Path> all = Files.list(this.folder)) {
			assertThat(all).isEmpty();
		}
	}

	private Path spool() {
		return this.folder.resolve("spool");
	}

	private SpanLog late() {
		SpoolSettings settings = new SpoolSettings(true, spool(), 16_000_000, Duration.ofHours(1), false);
		return new PlannedSpool(settings.maxBytes(), settings.maxAge(), true, () -> settings).log(this.counters);
	}

}
