package dev.gai.braintrust.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class TraceArchiveTests {

	@TempDir
	private Path temporary;

	@Test
	void bringsBackEverythingOfARow() {
		Row row = new Row("t", "s", "p", "chat m", 1_795_920_923_287_325_017L, 1_795_920_924_103_564_123L, "",
				Attributes.builder()
					.put("text", "Grüße \"you\"\n")
					.put("count", 3L)
					.put("share", 1.0)
					.put("flag", true)
					.put(AttributeKey.stringArrayKey("tags"), List.of("a", "b"))
					.put(AttributeKey.stringArrayKey("none"), List.of())
					.put(AttributeKey.longArrayKey("counts"), List.of(1L, 2L))
					.put(AttributeKey.doubleArrayKey("shares"), List.of(0.5, 2.0))
					.put(AttributeKey.booleanArrayKey("flags"), List.of(true, false))
					.build(),
				Attributes.builder().put("service.name", "x").build(),
				List.of(new Row.Event("exception", 17, Attributes.builder().put("exception.message", "no").build())));

		List<Row> read = StoredTrace.read(new StoredTrace(List.of(row), Map.of(), Map.of()).write()).rows();

		assertThat(read).usingRecursiveFieldByFieldElementComparatorIgnoringFields("attributes").containsExactly(row);
		row.attributes()
			.asMap()
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().getKey().equals("none"))
			.forEach((entry) -> assertThat(read.get(0).attributes().asMap()).contains(entry));
	}

	@Test
	void hasNothingOfWhatIsNoTrace() {
		for (String text : List.of("", "{", "[{}]", "[1]", "{\"rows\":[]}", "{\"rows\":[{}]}",
				"{\"rows\":[{\"trace\":1,\"span\":\"s\",\"name\":\"n\"}]}",
				"{\"rows\":[],\"feedback\":3,\"pictures\":{\"k\":\"%\"}}")) {
			assertThat(StoredTrace.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).rows()).as(text)
				.isEmpty();
		}
	}

	@Test
	void hasTheTracesAgainAfterARestart() throws IOException {
		TraceRing before = new TraceRing(10, 1_000_000);
		try (TraceArchive archive = archive(before, 10)) {
			archive.start();
			before.encoded(TraceRingTests.row("first", "a", "one"));
			before.encoded(TraceRingTests.row("second", "b", "two"));
		}
		assertThat(files()).hasSize(2);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");
		for (Path file : files()) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		}

		TraceRing after = new TraceRing(10, 1_000_000);
		after.encoded(TraceRingTests.row("new", "c", "three"));
		try (TraceArchive archive = archive(after, 10)) {
			archive.start();
			Awaitility.await().until(() -> after.traces().size() == 3);
		}

		assertThat(after.traces().keySet()).containsExactlyInAnyOrder("first", "second", "new").last().isEqualTo("new");
		assertThat(after.trace("first").get(0).row().attributes().toString()).contains("one");
		assertThat(files()).hasSize(3);
	}

	@Test
	void writesWhileTheApplicationRuns() {
		TraceRing ring = new TraceRing(10, 1_000_000);
		try (TraceArchive archive = archive(ring, 10)) {
			archive.start();
			ring.encoded(TraceRingTests.row("first", "a", "one"));
			Awaitility.await().until(() -> files().size() == 1);

			ring.clear();

			Awaitility.await().until(() -> files().isEmpty());
		}
	}

	@Test
	void keepsNoMoreThanItMayAndNothingThatIsOld() throws IOException {
		TraceRing before = new TraceRing(10, 1_000_000);
		try (TraceArchive archive = archive(before, 10)) {
			archive.start();
			for (int i = 0; i < 8; i++) {
				before.encoded(TraceRingTests.row("trace-" + i, "span", "x"));
			}
		}
		for (int i = 0; i < 8; i++) {
			Instant written = Instant.now().minus((i < 4) ? Duration.ofHours(25) : Duration.ofMinutes(20 - i));
			Files.setLastModifiedTime(folder().resolve("trace-" + i + ".trace.json"), FileTime.from(written));
		}

		TraceRing after = new TraceRing(10, 1_000_000);
		try (TraceArchive archive = archive(after, 3)) {
			archive.start();
			Awaitility.await().until(() -> after.traces().size() == 3);
		}

		assertThat(after.traces().keySet()).containsExactly("trace-5", "trace-6", "trace-7");
		assertThat(files()).hasSize(3);
	}

	@Test
	void doesWithoutFilesWhereItsFolderIsNotItsOwn() throws IOException {
		Path link = this.temporary.resolve("link");
		Files.createSymbolicLink(link, Files.createDirectory(this.temporary.resolve("elsewhere")));
		TraceRing ring = new TraceRing(10, 1_000_000);
		try (TraceArchive archive = new TraceArchive(link, kept(ring), 10, 1_000_000, Duration.ofHours(24))) {
			archive.start();
			ring.encoded(TraceRingTests.row("first", "a", "one"));
		}

		assertThat(this.temporary.resolve("elsewhere")).isEmptyDirectory();
		assertThat(ring.trace("first")).hasSize(1);
	}

	@Test
	void hasFeedbackAndPicturesAgainAfterARestart() {
		byte[] picture = Base64.getDecoder().decode("R0lGODlhAQABAAAAACw=");
		KeptTraces before = kept(new TraceRing(10, 1_000_000));
		try (TraceArchive archive = archive(before)) {
			archive.start();
			before.pictures().add("first", "key-1", picture);
			before.ring().encoded(TraceRingTests.row("first", "a", "one"));
			Awaitility.await().until(() -> files().size() == 1);
			before.notes().given(null, "a", said(0));
			before.notes().given("first", "a", said(1));
		}

		KeptTraces after = kept(new TraceRing(10, 1_000_000));
		after.notes().given("first", "a", said(2));
		try (TraceArchive archive = archive(after)) {
			archive.start();
			Awaitility.await().until(() -> after.ring().traces().size() == 1);
		}

		assertThat(after.notes().of("a")).containsExactly(said(0), said(1), said(2));
		assertThat(after.pictures().keys("first")).containsExactly("key-1");
		assertThat(after.pictures().find("key-1").bytes()).isEqualTo(picture);

		after.forget();
		assertThat(after.notes().of("a")).isEmpty();
		assertThat(after.pictures().find("key-1")).isNull();
	}

	private static ObjectNode said(int thumb) {
		return JsonMapper.shared().createObjectNode().put("id", "a").put("comment", "note " + thumb);
	}

	private static KeptTraces kept(TraceRing ring) {
		return new KeptTraces(ring, new FeedbackNotes(ring), new Pictures());
	}

	private TraceArchive archive(KeptTraces traces) {
		return new TraceArchive(folder(), traces, 10, 10_000_000, Duration.ofHours(24));
	}

	private TraceArchive archive(TraceRing ring, int maxTraces) {
		return new TraceArchive(folder(), kept(ring), maxTraces, 10_000_000, Duration.ofHours(24));
	}

	private Path folder() {
		return this.temporary.resolve("traces");
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.exists(folder()) ? Files.list(folder()) : Stream.empty()) {
			return files.toList();
		}
	}

}
