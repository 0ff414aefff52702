package dev.gai.braintrust.delivery.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Folders of several segments, some of it acknowledged, with random damage to any file:
 * what is whole on the disk arrives whole, once and in order, what is not is counted, and
 * the log works on.
 */
@Timeout(120)
@Tag("thorough")
class SpoolFuzzTests {

	private static final int ROUNDS = 25;

	@TempDir
	private Path temp;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void losesAtMostWhatIsDamaged(long seed) throws IOException {
		Random random = new Random(seed);
		for (int round = 0; round < ROUNDS; round++) {
			Path directory = this.temp.resolve("round-" + round);
			TestLogs logs = new TestLogs(directory);
			logs.bytesInMemory = random.nextInt(3) * 20_000L;
			int acknowledged = leave(logs, random);
			Map<Path, List<Place>> places = places(directory);
			Set<Integer> hit = new TreeSet<>();
			boolean cursorHit = false;
			for (int i = random.nextInt(6); i >= 0; i--) {
				cursorHit |= damage(directory, places, random, hit);
			}
			String where = "seed " + seed + " round " + round;

			try (SegmentSpanLog log = logs.open(600_000)) {
				List<Integer> delivered = new ArrayList<>();
				for (List<Frame> batch = log.read(9, 20_000); batch != null; batch = log.read(9, 20_000)) {
					assertThat(batch).as(where).allMatch(TestLogs::isIntact);
					delivered.addAll(TestLogs.numbers(batch));
					logs.counters.delivered(batch.size());
					log.acknowledge(batch.size());
				}
				assertThat(delivered).as(where).isSorted().doesNotHaveDuplicates();
				assertThat(delivered).as(where).containsAll(whole(places, acknowledged, hit));
				if (!cursorHit) {
					assertThat(delivered).as(where).allMatch((number) -> number >= acknowledged);
				}
				ExportCounters.Counts counts = logs.counters.counts();
				assertThat(counts.logged()).as(where).isZero();
				assertThat(counts.dropped().keySet()).as(where).isSubsetOf(DropReason.DAMAGED);
				assertThat(counts.ended()).as(where).isEqualTo(counts.delivered() + counts.totalDropped());
				assertThat(log.spans()).as(where).isZero();
				assertThat(log.bytes()).as(where).isZero();
				logs.append(log, 9_000, 9_050);
				assertThat(logs.drain(log)).as(where).hasSize(50);
			}
		}
	}

	/**
	 * Leaves a folder as a process does that ends or is killed.
	 * @return how many are acknowledged
	 */
	private int leave(TestLogs logs, Random random) {
		try (SegmentSpanLog log = logs.open(600_000)) {
			int frames = 20 + random.nextInt(40);
			for (int i = 0; i < frames; i++) {
				logs.append(log, TestLogs.frame(i, random.nextInt(random.nextInt(8) == 0 ? 30_000 : 3_000)));
			}
			assertThat(logs.counters.counts().totalDropped()).isZero();
			int acknowledged = random.nextInt(frames);
			for (int left = acknowledged; left > 0;) {
				List<Frame> batch = log.read(left, 1_000_000);
				log.acknowledge(batch.size());
				left -= batch.size();
			}
			return acknowledged;
		}
	}

	/** Where each frame is, as an independent reader finds it. */
	private static Map<Path, List<Place>> places(Path directory) throws IOException {
		Map<Path, List<Place>> places = new HashMap<>();
		for (Path file : TestLogs.files(directory, ".segment")) {
			int marker = Integer.parseUnsignedInt(file.getFileName().toString().substring(17, 25), 16);
			byte[] bytes = Files.readAllBytes(file);
			List<Place> inFile = new ArrayList<>();
			for (int at = 0; at < bytes.length;) {
				FrameHeader header = FrameHeader.read(bytes, at, marker);
				int start = at + FrameHeader.BYTES;
				at = start + header.length();
				inFile.add(new Place(TestLogs.number(Frame.of(Arrays.copyOfRange(bytes, start, at))),
						start - FrameHeader.BYTES, at));
			}
			places.put(file, inFile);
		}
		return places;
	}

	private static Set<Integer> whole(Map<Path, List<Place>> places, int acknowledged, Set<Integer> hit) {
		Set<Integer> whole = new HashSet<>();
		places.values().forEach((inFile) -> inFile.forEach((place) -> whole.add(place.number)));
		whole.removeIf((number) -> number < acknowledged || hit.contains(number));
		return whole;
	}

	/**
	 * Damages a file.
	 * @return whether it was the cursor
	 */
	private static boolean damage(Path directory, Map<Path, List<Place>> places, Random random, Set<Integer> hit)
			throws IOException {
		List<Path> segments = List.copyOf(new TreeSet<>(places.keySet()));
		if (random.nextInt(6) == 0 || segments.isEmpty()) {
			return damageBeside(directory, random);
		}
		Path file = segments.get(random.nextInt(segments.size()));
		byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
		// After a first damage the places of the others are not those that were noted.
		boolean first = places.get(file).stream().noneMatch((place) -> hit.contains(place.number));
		if (bytes.length == 0 || !first) {
			return false;
		}
		int from = random.nextInt(bytes.length);
		int to = from + 1 + random.nextInt(Math.min(400, bytes.length - from));
		ByteArrayOutputStream damaged = new ByteArrayOutputStream();
		damaged.write(bytes, 0, from);
		switch (random.nextInt(7)) {
			case 0 -> damaged.write(flipped(bytes, from, to, random));
			case 1 -> damaged.write(junk(to - from, random));
			case 2 -> damaged.write(new byte[to - from]);
			case 3 -> to = from;
			case 4 -> {
				// Bytes are gone from the middle.
			}
			case 5 -> {
				// Bytes have come into it.
				damaged.write(junk(to - from, random));
				to = from;
			}
			default -> to = bytes.length;
		}
		damaged.write(bytes, to, bytes.length - to);
		Files.write(file, damaged.toByteArray());
		int end = Math.max(to, from + 1);
		places.get(file)
			.stream()
			.filter((place) -> place.start < end && place.end > from)
			.forEach((place) -> hit.add(place.number));
		return false;
	}

	private static boolean damageBeside(Path directory, Random random) throws IOException {
		Path lock = TestLogs.files(directory, "lock").get(0);
		Path cursor = TestLogs.files(directory, "cursor").get(0);
		switch (random.nextInt(5)) {
			case 0 -> Files.write(cursor, junk(random.nextInt(200), random));
			case 1 -> Files.write(cursor, new byte[64]);
			case 2 -> {
				Path foreign = lock.resolveSibling("notes-" + random.nextInt() + ".segment");
				Files.write(foreign, junk(100, random));
				return false;
			}
			case 3 -> {
				Files.write(lock, junk(random.nextInt(100), random));
				return false;
			}
			default -> Files.write(cursor, new byte[0]);
		}
		return true;
	}

	private static byte[] flipped(byte[] bytes, int from, int to, Random random) {
		byte[] flipped = Arrays.copyOfRange(bytes, from, to);
		flipped[0] ^= (byte) (1 << random.nextInt(8));
		return flipped;
	}

	private static byte[] junk(int length, Random random) {
		byte[] junk = new byte[length];
		random.nextBytes(junk);
		return junk;
	}

	/**
	 * Where a frame is.
	 *
	 * @param number its number
	 * @param start where its header begins
	 * @param end where it ends
	 */
	private record Place(int number, int start, int end) {

	}

}
