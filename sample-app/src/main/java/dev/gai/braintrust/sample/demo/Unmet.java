package dev.gai.braintrust.sample.demo;

/**
 * What arrived is not what is expected.
 */
final class Unmet extends RuntimeException {

	Unmet(String message) {
		super(message);
	}

	static void unless(boolean met, String otherwise) {
		if (!met) {
			throw new Unmet(otherwise);
		}
	}

	static void unlessEqual(Object actual, Object expected, String what) {
		unless(expected.equals(actual), what + " is " + actual + ", not " + expected);
	}

}
