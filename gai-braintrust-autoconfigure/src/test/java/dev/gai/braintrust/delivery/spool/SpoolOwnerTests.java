package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.ExportCounters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was taken under one API key is not sent under another.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpoolOwnerTests {

	private static final String KEY_A = "Bearer sk-aaaaaaaaaaaaaaaaaaaa";

	private static final String KEY_B = "Bearer sk-bbbbbbbbbbbbbbbbbbbb";

	@TempDir
	private Path directory;

	@Test
	void doesNotSendUnderOneKeyWhatWasTakenUnderAnother(CapturedOutput output) {
		leave(KEY_A, 10);

		try (SegmentSpanLog log = open(KEY_B)) {
			assertThat(log.spans()).isZero();
			assertThat(log.read(10, 10_000)).isNull();
			assertThat(log.problem()).contains("under another API key and are not delivered",
					"gai.braintrust.export.spool.adopt-from=" + fingerprint(KEY_A));
			assertThat(output).contains("gai.braintrust.export.spool.adopt-from=" + fingerprint(KEY_A));
		}
		try (SegmentSpanLog log = open(KEY_A)) {
			assertThat(log.spans()).isEqualTo(10);
			assertThat(log.problem()).isNull();
		}
	}

	@Test
	void sendsWhatWasTakenUnderAKeyThatThePresentOneReplaces() {
		leave(KEY_A, 10);

		try (SegmentSpanLog log = open(KEY_B, fingerprint(KEY_A))) {
			assertThat(log.spans()).isEqualTo(10);
			assertThat(log.problem()).isNull();
		}
	}

	@Test
	void doesNotSendToOneAddressWhatWasTakenForAnother() {
		leave(KEY_A, 10);

		Destination other = new Destination(URI.create("https://elsewhere.example/otel/v1/traces"), KEY_A, "p:1");
		try (SegmentSpanLog log = open(SpoolOwner.of(other, Set.of(SpoolOwner.UNMARKED)), new ExportCounters())) {
			assertThat(log.spans()).isZero();
			assertThat(log.problem()).contains("1 folders in " + this.directory, "for another address",
					"gai.braintrust.api-url");
		}
	}

	@Test
	void sendsWhatWasTakenForAnAddressThatThePresentOneReplaces() {
		leave(KEY_A, 10);

		Destination other = new Destination(URI.create("https://elsewhere.example/otel/v1/traces"), KEY_A, "p:1");
		String problem;
		try (SegmentSpanLog log = open(SpoolOwner.of(other, Set.of()), new ExportCounters())) {
			problem = String.valueOf(log.problem());
		}
		String digest = problem.replaceAll("(?s).*adopt-from=([0-9a-f]{16}).*", "$1");
		Destination otherKey = new Destination(other.tracesUrl(), KEY_B, "p:1");
		try (SegmentSpanLog log = open(SpoolOwner.of(otherKey, Set.of(digest)), new ExportCounters())) {
			assertThat(log.spans()).isZero();
			assertThat(log.problem()).contains("under another API key");
		}
		try (SegmentSpanLog log = open(SpoolOwner.of(other, Set.of(digest)), new ExportCounters())) {
			assertThat(log.spans()).isEqualTo(10);
			assertThat(log.problem()).isNull();
		}
	}

	@Test
	void deletesWhatIsForAnotherAddressWhenItIsTooOld() throws IOException {
		leave(KEY_A, 10);
		Path segment = TestLogs.files(this.directory, ".segment").get(0);
		Files.setLastModifiedTime(segment, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

		Destination other = new Destination(URI.create("https://elsewhere.example/otel/v1/traces"), KEY_A, "p:1");
		try (SegmentSpanLog log = open(SpoolOwner.of(other, Set.of()), new ExportCounters())) {
			assertThat(log.problem()).isNull();
			assertThat(segment.getParent()).doesNotExist();
		}
	}

	@Test
	void saysAllThatIsLeftAndNotOnlyTheFirst() {
		LeftBehind left = new LeftBehind();
		left.otherKey("0123456789abcdef", 100);
		left.otherAddress("fedcba9876543210", 20);
		left.obstacle("/spool/log-1 belongs to the user 7: give it to 8 or delete it");

		assertThat(left.describe(Path.of("/spool"), Duration.ofHours(24))).contains("adopt-from=0123456789abcdef",
				"20 bytes of spans for another address", "adopt-from=fedcba9876543210",
				"/spool/log-1 belongs to the user 7");
	}

	@Test
	void sendsWhatDoesNotSayItsKeyOnlyWhenAsked() throws IOException {
		leave(KEY_A, 10);
		Path folder = TestLogs.files(this.directory, "lock").get(0).getParent();
		Files.move(folder, this.directory.resolve("log-0650a5a5a5a5a5-0badcafe"));

		try (SegmentSpanLog log = open(KEY_A)) {
			assertThat(log.spans()).isZero();
			assertThat(log.problem()).contains("gai.braintrust.export.spool.adopt-from=unmarked");
		}
		try (SegmentSpanLog log = open(KEY_A, SpoolOwner.UNMARKED)) {
			assertThat(log.spans()).isEqualTo(10);
		}
	}

	@Test
	void deletesWhatNobodySendsWhenItIsTooOld() throws IOException {
		leave(KEY_A, 10);
		Path segment = TestLogs.files(this.directory, ".segment").get(0);
		open(KEY_B).close();
		assertThat(segment).exists();
		Files.setLastModifiedTime(segment, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

		try (SegmentSpanLog log = open(KEY_B)) {
			assertThat(log.problem()).isNull();
			assertThat(segment.getParent()).doesNotExist();
		}
	}

	@Test
	void leavesAloneWhatALivingProcessOfAnotherKeyWrites() {
		try (SegmentSpanLog alive = open(KEY_A)) {
			alive.append(TestLogs.frame(1, 100));
			try (SegmentSpanLog log = open(KEY_B)) {
				assertThat(log.problem()).isNull();
			}
			assertThat(alive.read(10, 10_000)).hasSize(1);
		}
	}

	@Test
	void namesFoldersByDigestsThatTellNothingOfTheKey() {
		leave(KEY_A, 1);

		String name = TestLogs.files(this.directory, "lock").get(0).getParent().getFileName().toString();
		assertThat(name).matches("log-[0-9a-f]{16}-[0-9a-f]{16}-[0-9a-f]{14}-[0-9a-f]{8}").contains(fingerprint(KEY_A));
		assertThat(fingerprint(KEY_A)).isNotEqualTo(fingerprint(KEY_B)).isNotEqualTo(fingerprint(null));
		assertThat(SpoolOwner.isFingerprint(fingerprint(KEY_A))).isTrue();
		assertThat(SpoolOwner.isFingerprint(KEY_A)).isFalse();
	}

	private void leave(String key, int frames) {
		ExportCounters counters = new ExportCounters();
		try (SegmentSpanLog log = open(owner(key), counters)) {
			for (int i = 0; i < frames; i++) {
				counters.ended();
				log.append(TestLogs.frame(i, 100));
			}
		}
	}

	private SegmentSpanLog open(String key, String... replaced) {
		return open(owner(key, replaced), new ExportCounters());
	}

	private SegmentSpanLog open(SpoolOwner owner, ExportCounters counters) {
		return new TestLogs(this.directory).open(
				new SpoolSettings(true, this.directory, 1_000_000, Duration.ofHours(1), false, false, false, owner),
				counters);
	}

	private static String fingerprint(String key) {
		return owner(key).key();
	}

	private static SpoolOwner owner(String key, String... replaced) {
		return SpoolOwner.of(new Destination(URI.create("https://api.braintrust.dev/otel/v1/traces"), key, "p:1"),
				Set.copyOf(List.of(replaced)));
	}

}
