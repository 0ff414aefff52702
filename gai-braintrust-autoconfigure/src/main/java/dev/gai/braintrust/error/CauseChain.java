package dev.gai.braintrust.error;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;

/**
 * An error and what caused it, outermost first. Causes may form a cycle, and
 * {@code getCause} may be overridden by somebody who throws.
 *
 * @since 0.1.0
 */
@Internal
public final class CauseChain {

	private static final int MAX_DEPTH = 32;

	private CauseChain() {
	}

	/**
	 * Whether two errors are about the same failure: one is, or was caused by, what the
	 * other is or was caused by.
	 * @param one an error
	 * @param other another error
	 * @return whether they have an error in common
	 */
	public static boolean share(Throwable one, Throwable other) {
		List<Throwable> others = of(other);
		return of(one).stream().anyMatch((error) -> others.stream().anyMatch((candidate) -> candidate == error));
	}

	/**
	 * Whether an error was caused by the interruption of a thread.
	 * @param error an error
	 * @return whether it, or what caused it, says so
	 */
	public static boolean isInterruption(Throwable error) {
		return of(error).stream()
			.anyMatch((cause) -> cause instanceof InterruptedException || cause instanceof ClosedByInterruptException
					|| (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException)));
	}

	static List<Throwable> of(Throwable error) {
		List<Throwable> chain = new ArrayList<>();
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Throwable candidate = error;
		while (candidate != null && chain.size() < MAX_DEPTH && seen.add(candidate)) {
			chain.add(candidate);
			try {
				candidate = candidate.getCause();
			}
			catch (Throwable ex) {
				Guard.rethrowFatal(ex);
				break;
			}
		}
		return chain;
	}

}
