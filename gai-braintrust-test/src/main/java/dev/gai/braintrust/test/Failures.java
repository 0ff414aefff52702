package dev.gai.braintrust.test;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Where a failed assertion goes: it is thrown, or collected.
 */
final class Failures {

	private Failures() {
	}

	static void report(AssertionError failure, @Nullable Consumer<AssertionError> collector) {
		if (collector == null) {
			throw failure;
		}
		collector.accept(failure);
	}

}
