package dev.gai.braintrust.test.recording;

import reactor.core.scheduler.Schedulers;

/**
 * Lets the work that Reactor puts on its threads belong to the test that started it, also
 * where the application does not hand on its context. Spans and their parents stay as
 * they are.
 */
final class ReactorPropagation {

	private static final String HOOK = ReactorPropagation.class.getName();

	private ReactorPropagation() {
	}

	/**
	 * Installs it; once more has no effect.
	 */
	static void install() {
		Schedulers.onScheduleHook(HOOK, TestScope::wrap);
	}

}
