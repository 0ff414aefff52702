package dev.gai.braintrust.replay;

import java.nio.file.Path;
import java.util.List;

/**
 * Who makes a request.
 *
 * @param run counts what is asked
 * @param charged the tests that fail if there is no answer
 * @param tests how many tests it may be
 */
record Asker(TestRun run, List<TestRun> charged, int tests) {

	static Asker of(TestRun run) {
		return new Asker(run, List.of(run), 1);
	}

	void failed(String failure) {
		this.charged.forEach((test) -> test.failed(failure));
	}

	void wrote(Path cassette) {
		this.charged.forEach((test) -> test.wrote(cassette));
	}

	void opened() {
		this.charged.forEach(TestRun::opened);
	}

	void closed() {
		this.charged.forEach(TestRun::closed);
	}

}
