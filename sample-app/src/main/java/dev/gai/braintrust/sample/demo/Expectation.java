package dev.gai.braintrust.sample.demo;

import java.util.function.Consumer;

/**
 * Something that must be true of what arrived.
 *
 * @param title what must be true
 * @param check throws if it is not
 */
record Expectation(String title, Consumer<Traces> check) {

	Outcome in(Traces traces) {
		try {
			this.check.accept(traces);
			return new Outcome(this.title, null);
		}
		catch (Unmet ex) {
			return new Outcome(this.title, ex.getMessage());
		}
		catch (RuntimeException ex) {
			return new Outcome(this.title, "cannot be checked: " + ex);
		}
	}

}
