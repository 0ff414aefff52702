package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
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

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.MemorySpanLog;
import dev.gai.braintrust.delivery.SpanLog;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose the folder of a log is, and what becomes of folders whose owners are gone.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(OutputCaptureExtension.class)
class SpoolFolderTests {

	private final Path temp;

	private final Path directory;

	private final TestLogs logs;

	SpoolFolderTests(@TempDir Path temp) {
		this.temp = temp;
		this.directory = temp.resolve("deep/in/spool");
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

}
