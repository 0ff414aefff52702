package dev.gai.braintrust.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.replay.cassette.CassetteFolder;
import dev.gai.braintrust.replay.cassette.CassetteRequest;
import dev.gai.braintrust.replay.cassette.Redaction;
import dev.gai.braintrust.replay.cassette.StoredCassette;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of a folder. A test is answered with what was recorded for it, each
 * recording once and in order; where nothing was, with what was recorded for others.
 * Thread-safe.
 */
final class Library {

	private final CassetteFolder folder;

	private final Redaction redaction;

	private String state = "";

	private List<StoredCassette> cassettes = List.of();

	Library(CassetteFolder folder, Redaction redaction) {
		this.folder = folder;
		this.redaction = redaction;
	}

	/**
	 * Reads the cassettes, if they are others than before.
	 */
	synchronized void refresh() {
		String now = this.folder.state();
		if (!now.equals(this.state)) {
			this.cassettes = this.folder.read(this.redaction);
			this.state = now;
		}
	}

	/**
	 * Finds the answer to a request.
	 * @param asked what is asked
	 * @param asker who asks
	 * @return the recording
	 * @throws MissException if there is none
	 */
	synchronized StoredCassette next(CassetteRequest asked, Asker asker) throws MissException {
		List<StoredCassette> matching = this.cassettes.stream()
			.filter((each) -> each.differences(asked).isEmpty())
			.toList();
		if (matching.isEmpty()) {
			throw new MissException(Misses.text(this.folder.path(), this.cassettes, asked));
		}
		List<StoredCassette> pool = pool(matching, asker);
		StoredCassette found = asker.run().take(pool, asker.tests());
		if (found == null) {
			throw new MissException(Misses.usedUp(pool, asked, asker));
		}
		return found;
	}

	private static List<StoredCassette> pool(List<StoredCassette> matching, Asker asker) {
		List<StoredCassette> own = new ArrayList<>();
		for (TestRun test : asker.charged()) {
			matching.stream().filter((each) -> isOf(each, test.name())).forEach(own::add);
		}
		return own.isEmpty() ? matching : own;
	}

	private static boolean isOf(StoredCassette cassette, @Nullable String test) {
		return Objects.equals(cassette.test(), test);
	}

}
