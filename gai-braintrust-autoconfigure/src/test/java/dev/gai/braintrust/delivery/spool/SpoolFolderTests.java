package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.MemorySpanLog;
import dev.gai.braintrust.delivery.SpanLog;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
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

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(OutputCaptureExtension.class)
class SpoolFolderTests {

	@TempDir
	private Path temp;

	private Path directory = Path.of("");

	private TestLogs logs = new TestLogs(Path.of(""));

	@BeforeEach
	void createLogs() {
		this.directory = this.temp.resolve("deep/in/spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void keepsEverythingFromOtherUsers() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 3);
			assertThat(permissions(this.directory)).isEqualTo("rwx------");
			assertThat(permissions(log.folder())).isEqualTo("rwx------");
			List<Path> files = TestLogs.files(log.folder(), "").stream().filter(Files::isRegularFile).toList();
			assertThat(files).hasSize(3).allMatch((file) -> permissions(file).equals("rw-------"));
		}
	}

	@Test
	void twoInOneDirectoryDoNotMeet() {
		ExportCounters others = new ExportCounters();
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 10);
			SpoolSettings settings = new SpoolSettings(true, this.directory, 1_000_000, Duration.ofHours(1), false);
			try (SegmentSpanLog other = this.logs.open(settings, others)) {
				assertThat(other.folder()).isNotEqualTo(log.folder());
				assertThat(other.spans()).isZero();
				other.append(TestLogs.frame(99, 100));
			}
			assertThat(this.logs.drain(log)).hasSize(10);
		}
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactly(99);
		}
	}

	@Test
	void takesOverAllFoldersWhoseOwnersAreGoneOldestFirst() {
		for (int process = 0; process < 3; process++) {
			Path own = this.temp.resolve("process-" + process);
			TestLogs logs = new TestLogs(own);
			try (SegmentSpanLog log = logs.open()) {
				logs.append(log, process * 10, process * 10 + 10);
				log.read(3, 10_000);
				log.acknowledge(3);
			}
			move(own);
		}
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.counters.counts().ended()).isEqualTo(21);
			this.logs.append(log, 100, 101);
			assertThat(this.logs.drain(log)).startsWith(3, 4).endsWith(29, 100).isSorted().hasSize(22);
			assertThat(this.directory.toFile().list()).hasSize(1);
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void leavesAloneWhatOthersCouldHaveWritten() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 3);
		}
		Path folder = TestLogs.files(this.directory, "lock").get(0).getParent();
		Path segment = TestLogs.files(this.directory, ".segment").get(0);
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThat(opensEmpty()).isTrue();
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-rw-rw-"));
		assertThat(opensEmpty()).isTrue();
		assertThat(segment).exists();
	}

	@Test
	void followsNoSymbolicLinks() throws IOException {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 3);
		}
		Path elsewhere = this.temp.resolve("elsewhere");
		Path folder = TestLogs.files(this.directory, "lock").get(0).getParent();
		Files.move(folder, elsewhere);
		Files.createSymbolicLink(folder, elsewhere);
		assertThat(opensEmpty()).isTrue();
		Files.delete(folder);
		Files.move(elsewhere, folder);
		for (String name : List.of(".segment", "cursor", "lock")) {
			Path file = TestLogs.files(this.directory, name).get(0);
			Path target = this.temp.resolve("target");
			Files.move(file, target);
			Files.createSymbolicLink(file, target);
			assertThat(opensEmpty()).as(name).isTrue();
			Files.delete(file);
			Files.move(target, file);
		}
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactly(0, 1, 2);
		}
	}

	@Test
	void deletesWhatIsLeftOfAProcessThatNeverBegan() throws IOException {
		OwnerOnly.prepareDirectory(this.directory, false);
		Path fresh = this.directory.resolve("log-fresh");
		Path abandoned = this.directory.resolve("log-abandoned");
		OwnerOnly.createFolder(fresh);
		OwnerOnly.createFolder(abandoned);
		Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(3_600)));
		assertThat(opensEmpty()).isTrue();
		assertThat(abandoned).doesNotExist();
		assertThat(fresh).exists();
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
	void refusesADirectoryOfAnotherUser() throws IOException {
		Path foreign = Files.createDirectory(this.temp.resolve("foreign"));
		try {
			Files.setAttribute(foreign, "unix:uid", 65534);
		}
		catch (IOException ex) {
			Assumptions.abort("Only root can give a folder away");
		}
		assertFallsBack(foreign, "belongs to another user");
		assertThat(foreign).isEmptyDirectory();
	}

	@Test
	void acceptsAParentForAllUsersThatHasTheStickyBit() throws IOException {
		Path open = Files.createDirectory(this.temp.resolve("open"));
		Files.setAttribute(open, "unix:mode", 01777);
		SpoolSettings settings = new SpoolSettings(true, open.resolve("spool"), 1_000_000, Duration.ofHours(1), false);
		try (SpanLog log = SpanLogs.open(settings, new ExportCounters())) {
			assertThat(log.isDurable()).isTrue();
		}
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

	@Test
	void makesItsFolderAnewWhenItWasTidiedAway() throws IOException {
		SegmentSpanLog log = this.logs.open();
		this.logs.append(log, 0, 5);
		assertThat(this.logs.drain(log)).hasSize(5);
		for (Path file : TestLogs.files(log.folder(), "").stream().filter(Files::isRegularFile).toList()) {
			Files.delete(file);
		}
		Files.delete(log.folder());
		Files.delete(this.directory);
		this.logs.clock.addAndGet(Duration.ofHours(2).toMillis());
		this.logs.append(log, 5, 10);
		assertThat(log.problem()).isNull();
		log.close();
		assertThat(this.logs.counters.counts().totalDropped()).isZero();
		try (SegmentSpanLog next = this.logs.open()) {
			assertThat(this.logs.drain(next)).containsExactly(5, 6, 7, 8, 9);
		}
	}

	@Test
	void doesNotKeepWhatIsDeliveredForLong() {
		try (SegmentSpanLog log = this.logs.open()) {
			this.logs.append(log, 0, 5);
			assertThat(this.logs.drain(log)).hasSize(5);
			List<Path> before = TestLogs.files(this.directory, ".segment");
			this.logs.clock.addAndGet(Duration.ofHours(1).toMillis());
			this.logs.append(log, 5, 6);
			assertThat(TestLogs.files(this.directory, ".segment")).hasSize(1).doesNotContainAnyElementsOf(before);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { IOException.class, OutOfMemoryError.class, IllegalStateException.class })
	void cutsOffWhatAFailedWriteHasLeft(Class<? extends Throwable> failure) throws IOException {
		OwnerOnly.prepareDirectory(this.directory, false);
		SpoolFolder folder = SpoolFolder.create(this.directory, SpoolOwner.ANYONE, false);
		SpoolFolder.Name name = folder.newSegment();
		FileSegment segment = new FileSegment(folder, name, new FullDisk(name.file(), 300, failure), false);
		segment.append(TestLogs.frame(0, 100), this.logs.clock.get());
		segment.append(TestLogs.frame(1, 100), this.logs.clock.get());
		assertThatExceptionOfType(failure)
			.isThrownBy(() -> segment.append(TestLogs.frame(2, 100), this.logs.clock.get()));
		assertThat(name.file()).hasSize(2 * (100 + FrameHeader.BYTES));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> segment.append(TestLogs.frame(3, 100), this.logs.clock.get()));
		segment.close();
		folder.close();
		try (SegmentSpanLog log = this.logs.open()) {
			assertThat(this.logs.drain(log)).containsExactly(0, 1);
		}
	}

	@Test
	void theDefaultDirectoryIsOfTheUserTheApplicationAndTheDestination() {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		assertThat(defaultDirectory("shop", "anna", "project_name:shop"))
			.isEqualTo(temporary.resolve("gai-braintrust-anna-shop-fa909676780b2c75"));
		Set<Path> different = Set.of(defaultDirectory("a/b", "anna", "p:1"), defaultDirectory("a_b", "anna", "p:1"),
				defaultDirectory("a_b", "anna", "p:2"), defaultDirectory("a_b", "an/na", "p:2"),
				defaultDirectory("../../etc", "anna", "p:1"), defaultDirectory("", "anna", "p:1"),
				defaultDirectory("x".repeat(300), "anna", "p:1"), defaultDirectory("x".repeat(301), "anna", "p:1"));
		assertThat(different).hasSize(8)
			.allMatch((path) -> temporary.equals(path.normalize().getParent()))
			.allMatch((path) -> path.getFileName().toString().length() < 120);
	}

	private static Path defaultDirectory(String application, String user, String parent) {
		return SpoolSettings.defaultDirectory(application,
				new Destination(URI.create("https://api.braintrust.dev/otel/v1/traces"), "Bearer sk", parent), user);
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

	private boolean opensEmpty() {
		try (SegmentSpanLog log = this.logs.open()) {
			return this.logs.drain(log).isEmpty() && this.logs.counters.counts().ended() == 0;
		}
	}

	private void move(Path from) {
		try {
			OwnerOnly.prepareDirectory(this.directory, false);
			Path folder = TestLogs.files(from, "lock").get(0).getParent();
			Files.move(folder, this.directory.resolve(folder.getFileName()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String permissions(Path path) {
		try {
			Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
			return PosixFilePermissions.toString(permissions);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
