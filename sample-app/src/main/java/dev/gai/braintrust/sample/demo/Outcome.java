package dev.gai.braintrust.sample.demo;

/**
 * Whether an expectation was met.
 *
 * @param title what was expected
 * @param failure what is wrong, {@code null} if nothing is
 */
record Outcome(String title, String failure) {

	boolean passed() {
		return this.failure == null;
	}

	String line() {
		return passed() ? "PASS  " + this.title : "FAIL  " + this.title + "\n      " + this.failure;
	}

}
