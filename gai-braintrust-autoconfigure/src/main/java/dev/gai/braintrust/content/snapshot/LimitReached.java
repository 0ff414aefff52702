package dev.gai.braintrust.content.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Stops Jackson, which has no other way to be told to.
 */
final class LimitReached extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** An exception may be among its own causes. */
	private static final int MAX_CAUSES = 32;

	/** What stands in the place of the rest. */
	final String marker;

	final boolean everywhere;

	/**
	 * Create an exception.
	 * @param everywhere whether the whole walk ends, not only the property
	 */
	LimitReached(String marker, boolean everywhere) {
		super(marker, null, false, false);
		this.marker = marker;
		this.everywhere = everywhere;
	}

	static @Nullable LimitReached in(Throwable reason) {
		Throwable each = reason;
		for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
			if (each instanceof LimitReached limit) {
				return limit;
			}
			each = each.getCause();
		}
		return null;
	}

}
