package dev.gai.braintrust.guard;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps failures of tracing, and of what the application plugs into it, away from the
 * call that is traced. Each kind of failure is reported once.
 * <p>
 * Caught is everything: checked exceptions that were thrown past the compiler, errors of
 * linking and assertions, {@code ThreadDeath}, a stack that overflows in a recursive
 * {@code toString}, and an {@link OutOfMemoryError}, which says that this work did not
 * get what it asked for; where the heap is really exhausted, the application will learn
 * it from its own allocations. Any other {@link VirtualMachineError} says that the JVM is
 * broken, and is thrown on.
 *
 * @since 0.1.0
 */
public final class Guard {

	private static final Log logger = LogFactory.getLog(Guard.class);

	private static final OnceLog reports = new OnceLog(Guard.class, 1000);

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
		catch (Throwable ex) {
			report(failure, culprit, ex);
			return false;
		}
	}

	/**
	 * Tells all of somebody else's, also when one of them fails.
	 * @param failure what it means if one does, for the report
	 * @param all who are told
	 * @param message tells one of them
	 * @param <T> their type
	 */
	public static <T> void each(String failure, List<T> all, Consumer<T> message) {
		for (int i = 0; i < all.size(); i++) {
			T one = all.get(i);
			try {
				message.accept(one);
			}
			catch (Throwable ex) {
				report(failure, one, ex);
			}
		}
	}

	/**
	 * Asks somebody for something that there need not be.
	 * @param failure what it means if the question fails, for the report
	 * @param culprit who is asked, whose class ends the report, {@code null} for none
	 * @param question the question
	 * @param <T> type of the answer
	 * @return the answer, {@code null} if there is none or the question failed
	 */
	public static <T> @Nullable T get(String failure, @Nullable Object culprit, Callable<@Nullable T> question) {
		try {
			return question.call();
		}
		catch (Throwable ex) {
			report(failure, culprit, ex);
			return null;
		}
	}

	/**
	 * Throws on what is not ours to catch, see above. The first thing to do with a
	 * {@code Throwable} that is caught and not thrown on.
	 * @param ex what was caught
	 */
	public static void rethrowFatal(Throwable ex) {
		if (ex instanceof VirtualMachineError error && !(error instanceof StackOverflowError)
				&& !(error instanceof OutOfMemoryError)) {
			throw error;
		}
		if (ex instanceof InterruptedException) {
			// Whoever threw it past the compiler has cleared what the thread must know.
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Reports a failure, unless one of the same kind has been reported.
	 * @param failure what it means
	 * @param ex the failure
	 * @throws VirtualMachineError the failure itself, where it is not ours to catch
	 */
	public static void report(String failure, Throwable ex) {
		report(failure, null, ex);
	}

	/**
	 * Reports a failure of somebody else, unless one of the same kind has been reported.
	 * @param failure what it means
	 * @param culprit who failed, whose class ends the report, {@code null} for none
	 * @param ex the failure
	 * @throws VirtualMachineError the failure itself, where it is not ours to catch
	 */
	public static void report(String failure, @Nullable Object culprit, Throwable ex) {
		rethrowFatal(ex);
		try {
			String who = (culprit != null) ? failure + " " + culprit.getClass().getName() : failure;
			String type = ex.getClass().getName();
			// Not the message: it may quote content.
			reports.warn(who + ": " + type);
			if (logger.isDebugEnabled()) {
				logger.debug(failure, WithoutText.of(ex));
			}
		}
		catch (Throwable again) {
			// A stack that has overflowed, or an exception that cannot be printed.
			rethrowFatal(again);
		}
	}

}
