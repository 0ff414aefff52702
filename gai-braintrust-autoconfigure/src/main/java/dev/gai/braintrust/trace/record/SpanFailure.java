package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.error.AnsweredFailures;
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

	/** An error and what it means, never what another one means. */
	private volatile @Nullable Known known;

	private volatile @Nullable AnsweredErrorException answered;

	private volatile boolean cancelled;

	@Nullable Throwable error() {
		Known failure = this.known;
		return (failure != null) ? failure.error() : null;
	}

	synchronized void error(Throwable error) {
		this.known = new Known(error, null);
	}

	/**
	 * Takes what the provider has answered, if that is an error. The library that takes
	 * it for an answer may fail at it: then its exception says less.
	 * @param error the error, {@code null} if the last answer is none
	 */
	public void answeredWith(@Nullable AnsweredErrorException error) {
		this.answered = error;
	}

	/**
	 * What a request to a model fails of. Calls above, which see only what was thrown,
	 * know it from now on.
	 * @param thrown what was thrown, {@code null} if nothing was
	 * @return the error of the provider, or else what was thrown
	 */
	public @Nullable Throwable behind(@Nullable Throwable thrown) {
		return AnsweredFailures.of(this.answered, thrown);
	}

	/**
	 * What the error means.
	 * @return the meaning, {@code null} if there is no error or it has not been found out
	 */
	public @Nullable ErrorClassification meaning() {
		Known failure = this.known;
		return (failure != null) ? failure.meaning() : null;
	}

	/**
	 * Says what the error means.
	 * @param meaning the meaning
	 * @param type of the span: what cannot be told of a tool's error is that the tool has
	 * failed
	 */
	public void meaning(ErrorClassification meaning, SpanType type) {
		Known failure = this.known;
		if (failure != null) {
			meaning(failure.error(), meaning, type);
		}
	}

	private synchronized void meaning(Throwable error, ErrorClassification meaning, SpanType type) {
		Known failure = this.known;
		if (failure != null && failure.error() == error) {
			boolean unknown = type == SpanType.TOOL && meaning.category() == ErrorCategory.INTERNAL;
			this.known = new Known(error, unknown
					? new ErrorClassification(ErrorCategory.TOOL_FAILED, meaning.retryable(), meaning.retryAfter())
					: meaning);
		}
	}

	/**
	 * Finds out what the error means, if there is one of which that is not known.
	 * @param classifiers what knows the meaning of errors
	 * @param type type of the span
	 */
	public void classify(ErrorClassifiers classifiers, SpanType type) {
		Known failure = this.known;
		if (failure != null && failure.meaning() == null) {
			meaning(failure.error(), classifiers.classify(failure.error()), type);
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

	private record Known(Throwable error, @Nullable ErrorClassification meaning) {
	}

}
