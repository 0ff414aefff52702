package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import dev.gai.braintrust.delivery.SpanLog;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logs in a folder, and frames that carry a number.
 */
final class TestLogs {

	private static final FrameMemory MEMORY = new FrameMemory();

	final AtomicLong clock = new AtomicLong(1_800_000_000_000L);

	ExportCounters counters = new ExportCounters();

	/** Nothing, as what is on the disk is to be read in most tests. */
	long bytesInMemory = -1;

	private final Path directory;

	TestLogs(Path directory) {
		this.directory = directory;
	}

	/**
	 * A log with figures of its own, as a new process has.
	 */
	SegmentSpanLog open() {
		return open(100_000_000);
	}

	SegmentSpanLog open(long maxBytes) {
		this.counters = new ExportCounters();
		return open(new SpoolSettings(true, this.directory, maxBytes, Duration.ofHours(24), false), this.counters);
	}

	SegmentSpanLog open(SpoolSettings settings, ExportCounters counters) {
		try {
			return new SegmentSpanLog(settings, counters, this.clock::get, new FreshFrames(this.bytesInMemory));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void append(SpanLog log, int from, int to) {
		for (int i = from; i < to; i++) {
			append(log, frame(i, 100));
		}
	}

	void append(SpanLog log, Frame frame) {
		append(log, List.of(frame));
	}

	void append(SpanLog log, List<Frame> frames) {
		frames.forEach((frame) -> this.counters.ended());
		log.append(frames);
	}

	/**
	 * Delivers all there is.
	 */
	List<Integer> drain(SpanLog log) {
		List<Integer> all = new ArrayList<>();
		for (List<Frame> batch = log.read(7, 100_000); batch != null; batch = log.read(7, 100_000)) {
			all.addAll(numbers(batch));
			this.counters.delivered(batch.size());
			log.acknowledge(batch.size());
		}
		return all;
	}

	/**
	 * Appends frames and delivers all there is, which is as many.
	 * @return the number of the frame after them
	 */
	int deliver(SpanLog log, int from, int to) {
		append(log, from, to);
		assertThat(drain(log)).hasSize(to - from);
		return to;
	}

	/**
	 * The logs that the next process finds if this one is killed now.
	 */
	TestLogs killed(Path copy) throws IOException {
		copy(this.directory, copy);
		return new TestLogs(copy);
	}

	/**
	 * Copies what a process that is killed now would leave.
	 */
	static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				Path copy = to.resolve(from.relativize(folder).toString());
				if (!Files.exists(copy)) {
					OwnerOnly.createFolder(copy);
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Path copy = to.resolve(from.relativize(file).toString());
				OwnerOnly.createFile(copy);
				Files.write(copy, Files.readAllBytes(file));
				return FileVisitResult.CONTINUE;
			}

		});
	}

	static List<Path> files(Path directory, String suffix) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A frame whose memory is used again as soon as it can be.
	 */
	static Frame frame(int number, int size) {
		byte[] bytes = bytes(number, Math.max(4, size));
		Frame frame = MEMORY.take(bytes.length);
		System.arraycopy(bytes, 0, frame.array(), 0, bytes.length);
		return frame;
	}

	private static byte[] bytes(int number, int size) {
		byte[] bytes = new byte[size];
		for (int i = 4; i < size; i++) {
			bytes[i] = (byte) (number * 31 + i);
		}
		ByteBuffer.wrap(bytes).putInt(number);
		return bytes;
	}

	static boolean isIntact(Frame frame) {
		return Arrays.equals(frame.copy(), bytes(number(frame), frame.length()));
	}

	static int number(Frame frame) {
		return ByteBuffer.wrap(frame.array()).getInt();
	}

	static List<Integer> numbers(@Nullable List<Frame> frames) {
		return (frames != null) ? frames.stream().map(TestLogs::number).toList() : List.of();
	}

	static void flip(Path file, int at) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		overwrite(file, at, new byte[] { (byte) (bytes[at] ^ 0x10) });
	}

	static void overwrite(Path file, int at, byte[] with) throws IOException {
		try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
			channel.position(at);
			channel.write(ByteBuffer.wrap(with));
		}
	}

	static void truncate(Path file, int size) throws IOException {
		try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
			channel.truncate(size);
		}
	}

}
