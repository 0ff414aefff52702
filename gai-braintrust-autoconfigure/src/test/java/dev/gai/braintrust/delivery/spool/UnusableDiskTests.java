package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.MemorySpanLog;
import dev.gai.braintrust.delivery.SpanLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where the disk cannot be written, spans are kept in memory.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(OutputCaptureExtension.class)
class UnusableDiskTests {

	private final Path temp;

	private final Path directory;

	private final TestLogs logs;

	UnusableDiskTests(@TempDir Path temp) {
		this.temp = temp;
		this.directory = temp.resolve("deep/in/spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void keepsSpansInMemoryWhereTheDirectoryCannotBeUsed(CapturedOutput output) throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		assertFallsBack(file, "is a symbolic link or no folder");
		assertFallsBack(file.resolve("below"), "NotDirectory", "FileSystemException",
				"is a symbolic link or no folder");
		Path target = Files.createDirectory(this.temp.resolve("target"));
		assertFallsBack(Files.createSymbolicLink(this.temp.resolve("link"), target), "is a symbolic link or no folder");
		Path open = Files.createDirectory(this.temp.resolve("open"));
		Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertFallsBack(open, "can be written by other users");
		assertFallsBack(open.resolve("below"), "can be written by all users and has no sticky bit");
		assertFallsBack(open.resolve("below/deeper"), "can be written by all users and has no sticky bit");
		assertThat(output).contains("Spans are kept in memory and not on disk");
		assertThat(open).isEmptyDirectory();
	}

	@Test
	void keepsSpansInMemoryWhenAsked(CapturedOutput output) {
		SpoolSettings settings = new SpoolSettings(false, this.directory, 1_000, Duration.ofHours(1), false);
		SpanLog log = SpanLogs.open(settings, new ExportCounters());
		assertThat(log).isInstanceOf(MemorySpanLog.class);
		assertThat(log.maxBytes()).isEqualTo(1_000);
		assertThat(log.problem()).isNull();
		assertThat(this.directory).doesNotExist();
		assertThat(output).isEmpty();
		SpoolSettings vast = new SpoolSettings(false, this.directory, Long.MAX_VALUE, Duration.ofHours(1), false);
		assertThat(SpanLogs.open(vast, new ExportCounters()).maxBytes()).isLessThan(Runtime.getRuntime().maxMemory());
	}

	@Test
	void keepsSpansInMemoryWhileTheDiskCannotBeWritten(CapturedOutput output) throws IOException {
		SegmentSpanLog log = this.logs.open(8_000);
		this.logs.append(log, 0, 5);
		breakDisk();
		this.logs.append(log, 5, 20);
		assertThat(log.problem()).startsWith("The disk cannot be written: ");
		assertThat(log.spans()).isEqualTo(20);
		mendDisk();
		this.logs.append(log, 20, 21);
		assertThat(log.problem()).isNotNull();
		this.logs.clock.addAndGet(1_000);
		this.logs.append(log, 21, 22);
		assertThat(log.problem()).isNull();
		assertThat(this.logs.drain(log)).containsExactlyElementsOf(IntStream.range(0, 22).boxed().toList());
		assertThat(this.logs.counters.counts().totalDropped()).isZero();
		assertThat(output.toString().split("Spans are kept in memory for now", -1)).hasSize(2);
		assertThat(output).contains("Spans are kept on disk again");
		log.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void savesWhatIsInMemoryWhenItClosesIfItCan() throws IOException {
		SegmentSpanLog log = this.logs.open(8_000);
		this.logs.append(log, 0, 7);
		breakDisk();
		this.logs.append(log, 7, 12);
		mendDisk();
		log.close();
		assertThat(this.logs.counters.counts().totalDropped()).isZero();
		try (SegmentSpanLog next = this.logs.open()) {
			assertThat(this.logs.drain(next)).containsExactlyElementsOf(IntStream.range(0, 12).boxed().toList());
		}
	}

	@Test
	void countsWhatIsInMemoryWhenItClosesAndTheDiskCannotBeWritten() throws IOException {
		SegmentSpanLog log = this.logs.open(8_000);
		this.logs.append(log, 0, 7);
		breakDisk();
		this.logs.append(log, 7, 12);
		long inMemory = this.logs.counters.counts().logged() - 7;
		log.close();
		assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.SHUTDOWN, inMemory);
		assertThat(this.logs.counters.counts().logged()).isEqualTo(7);
	}

	@Test
	void boundsWhatItKeepsInMemoryWhileTheDiskCannotBeWritten() throws IOException {
		SegmentSpanLog log = this.logs.open(8_000);
		breakDisk();
		this.logs.append(log, 0, 500);
		assertThat(log.spans()).isBetween(50L, 80L);
		assertThat(this.logs.counters.counts().dropped()).containsOnlyKeys(DropReason.LOG_FULL);
		assertThat(log.spans()).isEqualTo(this.logs.counters.counts().logged());
		assertThat(this.logs.drain(log)).isSorted();
		assertThat(this.logs.counters.counts().logged()).isZero();
		log.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { IOException.class, OutOfMemoryError.class, IllegalStateException.class })
	void cutsOffWhatAFailedWriteHasLeft(Class<? extends Throwable> failure) throws IOException {
		OwnerOnly.prepareDirectory(this.directory, false);
		SpoolFolder folder = SpoolFolder.create(this.directory, SpoolOwner.ANYONE, false);
		SegmentName name = folder.newSegment();
		FileSegment segment = new FileSegment(folder, name, new FullDisk(name.file(), 300, failure), false);
		segment.append(frames(0, 1), this.logs.clock.get());
		assertThatExceptionOfType(failure).isThrownBy(() -> segment.append(frames(2, 3, 4), this.logs.clock.get()));
		assertThat(name.file()).hasSize(2 * (100 + FrameHeader.BYTES));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> segment.append(frames(5), this.logs.clock.get()));
		segment.close();
		folder.close();
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactly(0, 1);
		}
	}

	private static List<Frame> frames(int... numbers) {
		return IntStream.of(numbers).mapToObj((number) -> TestLogs.frame(number, 100)).toList();
	}

	private void assertFallsBack(Path directory, String... reasons) {
		SpoolSettings settings = new SpoolSettings(true, directory, 1_000_000, Duration.ofHours(1), false);
		SpanLog log = SpanLogs.open(settings, new ExportCounters());
		assertThat(log).isInstanceOf(MemorySpanLog.class);
		assertThat(log.problem()).isNotNull().containsAnyOf(reasons);
	}

	private void breakDisk() throws IOException {
		Files.move(this.directory, this.temp.resolve("away"));
		Files.createFile(this.directory);
	}

	private void mendDisk() throws IOException {
		Files.delete(this.directory);
		Files.move(this.temp.resolve("away"), this.directory);
	}

	/** Takes no more than a number of bytes, as a disk does. */
	private static final class FullDisk extends RandomAccessFile {

		private final Class<? extends Throwable> failure;

		private int room;

		FullDisk(Path file, int room, Class<? extends Throwable> failure) throws IOException {
			super(file.toFile(), "rw");
			this.room = room;
			this.failure = failure;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			int fits = Math.min(this.room, length);
			super.write(bytes, offset, fits);
			this.room -= fits;
			if (fits < length) {
				FullDisk.<IOException>fail(this.failure);
			}
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> void fail(Class<? extends Throwable> failure) throws T {
			throw (T) BeanUtils.instantiateClass(failure);
		}

	}

}
