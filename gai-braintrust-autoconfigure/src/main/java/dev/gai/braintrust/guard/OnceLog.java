package dev.gai.braintrust.guard;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says each thing once. What it remembers is bounded: when it has said as many things as
 * it may, it says no more. Never throws. Thread-safe.
 *
 * @since 0.1.0
 */
public final class OnceLog {

	private static final String SUFFIX = ". Reported once.";

	private final Log logger;

	private final int max;

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a log that has said nothing.
	 * @param type whose name the log has
	 * @param max how many things it says at most
	 */
	public OnceLog(Class<?> type, int max) {
		this.logger = LogFactory.getLog(type);
		this.max = max;
	}

	/**
	 * Warns, unless it has said the same before.
	 * @param message what is said: one sentence without the stop, and without content
	 */
	public void warn(String message) {
		warn(message, () -> message);
	}

	/**
	 * Warns, unless it has said the same before.
	 * @param what by which it knows that it has
	 * @param message says it: one sentence without the stop, and without content
	 */
	public void warn(String what, Supplier<String> message) {
		if (isNew(what)) {
			say(() -> this.logger.warn(message.get() + SUFFIX));
		}
	}

	/**
	 * Informs, unless it has said the same before.
	 * @param what by which it knows that it has
	 * @param message says it: one sentence without the stop, and without content
	 */
	public void info(String what, Supplier<String> message) {
		if (isNew(what)) {
			say(() -> this.logger.info(message.get() + SUFFIX));
		}
	}

	private boolean isNew(String what) {
		// Looked up first: for all but the first time nothing else happens.
		return !this.said.contains(what) && this.said.size() < this.max && this.said.add(what);
	}

	private static void say(Runnable saying) {
		try {
			saying.run();
		}
		catch (Throwable ex) {
			// What broke the work may break the log.
			Guard.rethrowFatal(ex);
		}
	}

}
