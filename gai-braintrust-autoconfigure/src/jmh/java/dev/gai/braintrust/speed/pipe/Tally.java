package dev.gai.braintrust.speed.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the receiver has counted, in memory that both processes see, so that looking costs
 * the sender nothing.
 */
final class Tally {

	private static final int SPANS = 0;

	private static final int BYTES = 8;

	private static final int REQUESTS = 16;

	private final MappedByteBuffer memory;

	Tally(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, 64);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	synchronized void add(long spans, long bytes) {
		this.memory.putLong(BYTES, this.memory.getLong(BYTES) + bytes);
		this.memory.putLong(REQUESTS, this.memory.getLong(REQUESTS) + 1);
		this.memory.putLong(SPANS, this.memory.getLong(SPANS) + spans);
	}

	long spans() {
		return this.memory.getLong(SPANS);
	}

	long bytes() {
		return this.memory.getLong(BYTES);
	}

	long requests() {
		return this.memory.getLong(REQUESTS);
	}

}
