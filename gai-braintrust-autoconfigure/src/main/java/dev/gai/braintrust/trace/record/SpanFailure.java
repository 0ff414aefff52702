package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Why a span did not end well: its error and what that means, or that nobody waited for
 * it any more. Part of a {@link SpanRecord}; thread-safe.
 */
@Internal
public final class SpanFailure {

	private volatile @Nullable Throwable error;

	private volatile @Nullable ErrorClassification meaning;

	private volatile boolean cancelled;

	@Nullable Throwable error() {
		return this.error;
	}

	void error(Throwable error) {
		this.error = error;
		this.meaning = null;
	}

	/**
	 * What the error means.
	 * @return the meaning, {@code null} if there is no error or it has not been found out
	 */
	public @Nullable ErrorClassification meaning() {
		return this.meaning;
	}

	/**
	 * Says what the error means.
	 * @param meaning the meaning
	 * @param type of the span: what cannot be told of a tool's error is that the tool has
	 * failed
	 */
	public void meaning(ErrorClassification meaning, SpanType type) {
		boolean unknown = type == SpanType.TOOL && meaning.category() == ErrorCategory.INTERNAL;
		this.meaning = unknown
				? new ErrorClassification(ErrorCategory.TOOL_FAILED, meaning.retryable(), meaning.retryAfter())
				: meaning;
	}

	/**
	 * Says what the error means, if there is one.
	 * @param classifiers what knows the meaning of errors
	 * @param type type of the span
	 */
	public void classify(ErrorClassifiers classifiers, SpanType type) {
		Throwable known = this.error;
		if (known != null) {
			meaning(classifiers.classify(known), type);
		}
	}

	/**
	 * {@return whether the one who asked went away}
	 */
	public boolean cancelled() {
		return this.cancelled;
	}

	/** Notes that the one who asked went away. */
	public void cancel() {
		this.cancelled = true;
	}

}
