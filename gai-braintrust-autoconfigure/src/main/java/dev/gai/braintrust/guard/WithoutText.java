package dev.gai.braintrust.guard;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for an exception whose text may quote content: its type and where it
 * was thrown, also of its causes and of what it suppresses, and no text of any.
 *
 * @since 0.1.0
 */
@Internal
public final class WithoutText extends Throwable {

	private static final long serialVersionUID = 1L;

	private static final int MAX_DEPTH = 10;

	private static final int MAX_SUPPRESSED = 10;

	private final String type;

	private WithoutText(Throwable original, @Nullable Throwable cause) {
		super(null, cause);
		this.type = original.getClass().getName();
		setStackTrace(original.getStackTrace());
	}

	/**
	 * Copies what may be logged.
	 * @param original the exception
	 * @return the copy
	 */
	public static Throwable of(Throwable original) {
		return of(original, MAX_DEPTH);
	}

	private static Throwable of(Throwable original, int depth) {
		Throwable cause = original.getCause();
		Throwable copy = new WithoutText(original, (cause != null && depth > 1) ? of(cause, depth - 1) : null);
		Throwable[] suppressed = original.getSuppressed();
		for (int i = 0; i < Math.min(suppressed.length, MAX_SUPPRESSED) && depth > 1; i++) {
			copy.addSuppressed(of(suppressed[i], 1));
		}
		return copy;
	}

	@Override
	public String toString() {
		return this.type;
	}

}
