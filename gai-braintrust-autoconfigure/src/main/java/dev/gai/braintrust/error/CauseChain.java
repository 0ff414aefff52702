package dev.gai.braintrust.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * An error and what caused it, outermost first. Causes may form a cycle, and
 * {@code getCause} may be overridden by somebody who throws.
 */
final class CauseChain {

	private static final int MAX_DEPTH = 32;

	private CauseChain() {
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
			catch (RuntimeException ex) {
				break;
			}
		}
		return chain;
	}

}
