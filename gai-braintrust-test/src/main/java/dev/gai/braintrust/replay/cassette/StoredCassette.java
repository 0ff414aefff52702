package dev.gai.braintrust.replay.cassette;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A cassette and its file. Two are the same only if they are the same object.
 *
 * @since 0.1.0
 */
public final class StoredCassette {

	private final Path file;

	private final Cassette cassette;

	private final CassetteRequest request;

	StoredCassette(Path file, Cassette cassette, CassetteRequest request) {
		this.file = file;
		this.cassette = cassette;
		this.request = request;
	}

	/**
	 * {@return its file}
	 */
	public Path file() {
		return this.file;
	}

	/**
	 * What was asked.
	 * @return the request without what must not be kept
	 */
	public CassetteRequest request() {
		return this.request;
	}

	/**
	 * What was answered.
	 * @return the answer
	 */
	public CassetteResponse response() {
		return this.cassette.response();
	}

	/**
	 * Who asked.
	 * @return the test, {@code null} if it was none, or is not known
	 */
	public @Nullable String test() {
		return this.cassette.test();
	}

	int order() {
		return this.cassette.order();
	}

	/**
	 * How a request differs from this one.
	 * @param asked the request without what must not be kept
	 * @return the differences, empty for none
	 */
	public java.util.List<Difference> differences(CassetteRequest asked) {
		return Differences.between(this.request, asked);
	}

}
