package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.trace.FeedbackTokenSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Looks for the source of tokens when the first one is asked for: it knows the export,
 * which is made after the tracer.
 */
final class LazyFeedbackTokens implements FeedbackTokenSource {

	private final SingletonSupplier<FeedbackTokenSource> source;

	LazyFeedbackTokens(ObjectProvider<FeedbackTokenSource> source) {
		this.source = SingletonSupplier.of(() -> source.getIfAvailable(() -> FeedbackTokenSource.NONE));
	}

	@Override
	public @Nullable String token(String traceId, String spanId) {
		return this.source.obtain().token(traceId, spanId);
	}

}
