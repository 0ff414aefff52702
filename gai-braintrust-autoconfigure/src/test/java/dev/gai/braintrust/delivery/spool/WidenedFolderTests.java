package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.MemorySpanLog;
import dev.gai.braintrust.delivery.SpanLog;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Volumes whose modes the platform widens for a group, as Kubernetes does for
 * {@code fsGroup}.
 */
class WidenedFolderTests {

	private static final int GROUP = 2000;

	@TempDir
	private Path temp;

	private Path volume = Path.of("");

	@BeforeEach
	void mount() throws IOException {
		this.volume = Files.createDirectory(this.temp.resolve("volume"));
		try {
			Files.setAttribute(this.volume, "unix:gid", GROUP);
		}
		catch (IOException ex) {
			Assumptions.abort("Only root can give a folder to a group that it is not in");
		}
	}

	@Test
	void takesOverAFolderThatWasWidenedAndTakesThatBack() throws IOException {
		for (int mode : List.of(02775, 02770, 02750, 0700)) {
			Files.setAttribute(this.volume, "unix:mode", mode);
			leave(300);
			widen(mode);

			ExportCounters counters = new ExportCounters();
			try (SpanLog log = SpanLogs.open(settings(mode == 02775 || mode == 02770), counters)) {
				assertThat(log.isDurable()).as(Integer.toOctalString(mode)).isTrue();
				assertThat(log.problem()).isNull();
				assertThat(log.spans()).isEqualTo(300);
				List<Path> inside = TestLogs.files(this.volume, "")
					.stream()
					.filter((path) -> !path.equals(this.volume))
					.toList();
				assertThat(inside).isNotEmpty()
					.allSatisfy((path) -> assertThat((Integer) Files.getAttribute(path, "unix:mode") & 077).isZero());
				log.read(300, 1_000_000);
				log.acknowledge(300);
			}
		}
	}

	@Test
	void asksWhetherTheGroupIsTheWorkloadsOwnWhereTheVolumeIsRoots() throws IOException {
		UserPrincipal pod = this.temp.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
		Files.setAttribute(this.volume, "unix:mode", 02775);

		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> OwnerOnly.secureDirectory(this.volume, pod, false))
			.withMessageContaining("can be written by the group 2000")
			.withMessageContaining("gai.braintrust.export.spool.allow-group=true");
		OwnerOnly.secureDirectory(this.volume, pod, true);
		Files.setAttribute(this.volume, "unix:mode", 02755);
		OwnerOnly.secureDirectory(this.volume, pod, false);
	}

	@Test
	void takesTheGroupsRightToWriteBackWhereTheDirectoryIsItsOwn() throws IOException {
		Files.setAttribute(this.volume, "unix:mode", 02775);

		SpanLogs.open(settings(false), new ExportCounters()).close();

		assertThat((Integer) Files.getAttribute(this.volume, "unix:mode") & 022).isZero();
	}

	@Test
	void saysWhichFolderItCannotTakeOverAndWhatHelps() throws IOException {
		leave(3);
		Path folder = TestLogs.files(this.volume, "lock").get(0).getParent();
		give(folder, 65534);

		try (SpanLog log = SpanLogs.open(settings(true), new ExportCounters())) {
			assertThat(log.isDurable()).isTrue();
			assertThat(log.spans()).isZero();
			assertThat(log.problem()).contains("are not delivered", folder.toString(), "belongs to the user",
					"or delete it");
		}
		give(folder, 0);
		Path segment = TestLogs.files(folder, ".segment").get(0);
		give(segment, 65534);
		try (SpanLog log = SpanLogs.open(settings(true), new ExportCounters())) {
			assertThat(log.problem()).contains(segment.toString(), "belongs to the user");
		}
	}

	@Test
	void namesThePropertyWhereTheFolderCannotBeUsed() throws IOException {
		give(this.volume, 65534);

		SpanLog log = SpanLogs.open(settings(true), new ExportCounters());

		assertThat(log).isInstanceOf(MemorySpanLog.class);
		assertThat(log.problem()).contains("belongs to another user", "gai.braintrust.export.spool.directory");
	}

	private void leave(int frames) {
		ExportCounters counters = new ExportCounters();
		try (SpanLog log = SpanLogs.open(settings(true), counters)) {
			for (int i = 0; i < frames; i++) {
				counters.ended();
				log.append(TestLogs.frame(i, 100));
			}
		}
	}

	private void widen(int mode) throws IOException {
		for (Path path : TestLogs.files(this.volume, "")) {
			Files.setAttribute(path, "unix:gid", GROUP);
			int now = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
			int added = Files.isDirectory(path) ? mode : mode & 0660;
			Files.setAttribute(path, "unix:mode", now | added);
		}
	}

	private static void give(Path path, int user) throws IOException {
		Files.setAttribute(path, "unix:uid", user);
	}

	private SpoolSettings settings(boolean allowGroup) {
		return new SpoolSettings(true, this.volume, 1_000_000, Duration.ofHours(1), false, allowGroup, false,
				SpoolOwner.ANYONE);
	}

}
