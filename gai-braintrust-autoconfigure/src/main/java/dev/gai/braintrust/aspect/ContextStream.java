package dev.gai.braintrust.aspect;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.gai.braintrust.trace.GenAiContext;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a stream, each of which is made inside a context.
 *
 * @param <T> type of the elements
 */
final class ContextStream<T> implements Spliterator<T> {

	private final Spliterator<T> source;

	private final GenAiContext context;

	private ContextStream(Spliterator<T> source, GenAiContext context) {
		this.source = source;
		this.context = context;
	}

	static <T> Stream<T> of(Stream<T> stream, GenAiContext context) {
		// The spliterator is asked for late, as the stream would be.
		return StreamSupport.<T>stream(() -> new ContextStream<>(stream.spliterator(), context), 0, false)
			.onClose(stream::close);
	}

	@Override
	@SuppressWarnings("try") // it is open for as long as the block runs
	public boolean tryAdvance(Consumer<? super T> action) {
		try (GenAiContext.Scope scope = this.context.open()) {
			return this.source.tryAdvance(action);
		}
	}

	@Override
	@SuppressWarnings("try") // it is open for as long as the block runs
	public void forEachRemaining(Consumer<? super T> action) {
		try (GenAiContext.Scope scope = this.context.open()) {
			this.source.forEachRemaining(action);
		}
	}

	@Override
	public @Nullable Spliterator<T> trySplit() {
		return null;
	}

	@Override
	public long estimateSize() {
		return this.source.estimateSize();
	}

	@Override
	public int characteristics() {
		return 0;
	}

}
