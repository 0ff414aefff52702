package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.Frame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
@Tag("thorough")
class DamagedSegmentTests {

	private static final int STORED = FrameHeader.BYTES + 100;

	private final Path temp;

	private Path directory;

	private TestLogs logs;

	DamagedSegmentTests(@TempDir Path temp) {
		this.temp = temp;
		this.directory = temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 8, 12, 16, 20, 24, 27, 28, 60, 127 })
	void losesOnlyTheFrameWithADamagedByte(int at) throws IOException {
		leave(20);
		TestLogs.flip(segment(), 7 * STORED + at);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(without(20, Set.of(7)));
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 1L);
			assertThat(this.logs.counters.counts().logged()).isZero();
			assertThat(log.spans()).isZero();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 30 })
	void countsADamagedFrameOnceHoweverOftenItIsRead(int at) throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 20);
			TestLogs.flip(segment(), 7 * STORED + at);
			for (int i = 0; i < 5; i++) {
				assertThat(TestLogs.numbers(read(log))).containsExactly(0, 1, 2, 3, 4, 5, 6);
				log.acknowledge(0);
			}
			assertThat(this.logs.counters.counts().totalDropped()).isZero();
			log.acknowledge(0);
			read(log);
			log.acknowledge(7);
			this.logs.counters.delivered(7);
			for (int i = 0; i < 5; i++) {
				assertThat(TestLogs.numbers(read(log))).startsWith(8, 9).endsWith(19);
				log.acknowledge(0);
			}
			assertThat(this.logs.drain(log)).hasSize(12);
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 1L);
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void losesTheFirstAndTheLastOnlyIfTheyAreDamaged() throws IOException {
		leave(20);
		TestLogs.flip(segment(), 5);
		TestLogs.flip(segment(), 19 * STORED + 5);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(without(20, Set.of(0, 19)));
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 2L);
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 27, 28, 29, 100, 127 })
	void cutsATornTail(int written) throws IOException {
		leave(20);
		Path segment = segment();
		TestLogs.truncate(segment, 19 * STORED + written);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(Files.size(segment)).isEqualTo(19 * STORED);
			assertThat(log.spans()).isEqualTo(19);
			this.logs.append(log, 20, 21);
			assertThat(this.logs.drain(log)).hasSize(20).startsWith(0, 1).endsWith(18, 20);
			assertThat(this.logs.counters.counts().totalDropped()).isZero();
		}
	}

	@Test
	void findsWhatComesAfterZeros() throws IOException {
		leave(20);
		TestLogs.overwrite(segment(), 5 * STORED, new byte[3 * STORED]);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(without(20, Set.of(5, 6, 7)));
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 3L);
		}
	}

	@Test
	void survivesASegmentOfZeros() throws IOException {
		leave(20);
		TestLogs.overwrite(segment(), 0, new byte[20 * STORED]);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).isEmpty();
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void doesNotTakeContentForFrames() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 1);
			byte[] hostile = new byte[2_000];
			ByteBuffer buffer = ByteBuffer.wrap(hostile);
			for (int i = 0; buffer.remaining() > 2 * FrameHeader.BYTES; i++) {
				FrameHeader.write(buffer, 12345, i, Frame.of(new byte[0]), 1);
			}
			this.logs.append(log, Frame.of(hostile));
			this.logs.append(log, 1, 2);
		}
		TestLogs.flip(segment(), STORED + 8);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactly(0, 1);
		}
	}

	@Test
	void deliversAgainRatherThanLoseWhenTheCursorIsDamaged() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 20);
			read(log);
			log.acknowledge(5);
			read(log);
			log.acknowledge(5);
		}
		TestLogs.flip(TestLogs.files(this.directory, "cursor").get(0), 35);
		Path copy = this.temp.resolve("copy");
		TestLogs.copy(this.directory, copy);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).endsWith(19).hasSizeBetween(10, 15);
		}
		TestLogs.truncate(TestLogs.files(copy, "cursor").get(0), 0);
		this.logs = new TestLogs(copy);
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(without(20, Set.of()));
		}
	}

	@Test
	void losesNoFrameThatBeginsBeforeTheEndThatADamagedOneClaims() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, TestLogs.frame(0, 500));
			this.logs.append(log, TestLogs.frame(1, 4));
			this.logs.append(log, TestLogs.frame(2, 60));
		}
		Path segment = segment();
		byte[] bytes = Files.readAllBytes(segment);
		for (int gone = 1; gone <= 120; gone++) {
			byte[] shorter = Arrays.copyOf(bytes, bytes.length - gone);
			System.arraycopy(bytes, 100 + gone, shorter, 100, bytes.length - 100 - gone);
			Path copy = this.temp.resolve("gone-" + gone);
			TestLogs.copy(this.directory, copy);
			Files.write(TestLogs.files(copy, ".segment").get(0), shorter);
			TestLogs left = new TestLogs(copy);
			try (SegmentSpanLog log = left.open()) {
				assertThat(left.drain(log)).as("%d bytes gone", gone).containsExactly(1, 2);
				assertThat(left.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 1L);
			}
		}
	}

	@Test
	void goesOnWhenAFileIsGone() throws IOException {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 100);
			List<Path> segments = TestLogs.files(this.directory, ".segment");
			Files.delete(segments.get(1));
			List<Integer> delivered = this.logs.drain(log);
			assertThat(delivered).startsWith(0).endsWith(99).isSorted();
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED,
					100L - delivered.size());
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	/**
	 * Damage of every kind at random places, many times over: what is not touched
	 * arrives.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13, 14 })
	void losesOnlyWhatIsDamaged(long seed) throws IOException {
		Random random = new Random(seed);
		for (int round = 0; round < 60; round++) {
			this.directory = this.temp.resolve("round-" + round);
			this.logs = new TestLogs(this.directory);
			leave(60);
			Set<Integer> hit = new TreeSet<>();
			for (int i = random.nextInt(5); i >= 0; i--) {
				damage(random, hit);
			}
			try (SegmentSpanLog log = this.logs.open()) {
				List<Integer> delivered = this.logs.drain(log);
				assertThat(delivered).isSorted().doesNotHaveDuplicates();
				assertThat(delivered).containsAll(without(60, hit));
				assertThat(this.logs.counters.counts().logged()).isZero();
				assertThat(log.spans()).isZero();
				assertThat(log.bytes()).isZero();
			}
			assertThat(this.directory).isEmptyDirectory();
		}
	}

	private void damage(Random random, Set<Integer> hit) throws IOException {
		Path segment = segment();
		int size = (int) Files.size(segment);
		if (size == 0) {
			return;
		}
		int at = random.nextInt(size);
		int length = 1 + random.nextInt(Math.min(300, size - at));
		switch (random.nextInt(6)) {
			case 0 -> TestLogs.flip(segment, at);
			case 1 -> {
				byte[] junk = new byte[length];
				random.nextBytes(junk);
				TestLogs.overwrite(segment, at, junk);
			}
			case 2 -> TestLogs.overwrite(segment, at, new byte[length]);
			case 3 -> {
				TestLogs.truncate(segment, at);
				length = 60 * STORED - at;
			}
			case 4 -> {
				Path cursor = TestLogs.files(this.directory, "cursor").get(0);
				TestLogs.flip(cursor, random.nextInt((int) Files.size(cursor)));
				return;
			}
			default -> {
				Files.deleteIfExists(lock());
				return;
			}
		}
		IntStream.rangeClosed(at / STORED, (at + length - 1) / STORED).forEach(hit::add);
	}

	private Path lock() {
		return segment().resolveSibling("lock");
	}

	private void leave(int frames) {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, frames);
		}
	}

	private static List<Frame> read(SegmentSpanLog log) {
		List<Frame> batch = log.read(1_000, 1_000_000);
		return (batch != null) ? batch : List.of();
	}

	private Path segment() {
		return TestLogs.files(this.directory, ".segment").get(0);
	}

	private static List<Integer> without(int frames, Set<Integer> lost) {
		List<Integer> numbers = new ArrayList<>(IntStream.range(0, frames).boxed().toList());
		numbers.removeAll(lost);
		return numbers;
	}

}
