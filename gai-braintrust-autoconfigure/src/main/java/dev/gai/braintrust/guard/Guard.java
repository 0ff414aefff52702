package dev.gai.braintrust.guard;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps failures of tracing, and of what the application plugs into it, away from the
 * call that is traced. Each kind of failure is reported once.
 *
 * @since 0.1.0
 */
public final class Guard {

	private static final Log logger = LogFactory.getLog(Guard.class);

	private static final int MAX_REPORTED = 100;

	private static final Set<String> reported = ConcurrentHashMap.newKeySet();

	private Guard() {
	}

	/**
	 * Does work that must not fail.
	 * @param failure what it means if it does, for the report
	 * @param work the work
	 * @return whether it succeeded
	 */
	public static boolean run(String failure, Runnable work) {
		return run(failure, null, work);
	}

	/**
	 * Does work of somebody else that must not fail.
	 * @param failure what it means if it does, for the report
	 * @param culprit whose work it is, whose class ends the report, {@code null} for none
	 * @param work the work
	 * @return whether it succeeded
	 */
	public static boolean run(String failure, @Nullable Object culprit, Runnable work) {
		try {
			work.run();
			return true;
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			report((culprit != null) ? failure + " " + culprit.getClass().getName() : failure, ex);
			return false;
		}
	}

	/**
	 * Reports a failure, unless one of the same kind has been reported.
	 * @param failure what it means
	 * @param ex the failure
	 */
	public static void report(String failure, Throwable ex) {
		if (reported.size() < MAX_REPORTED && reported.add(failure + ex.getClass().getName())) {
			// Not the message: it may quote content.
			logger.warn(failure + ": " + ex.getClass().getName() + ". Reported once.");
		}
		logger.debug(failure, ex);
	}

}
