package dev.gai.braintrust.completion;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.completion.Completions.Completion;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@link Stream} to its last element, or until it is closed. A stream that is
 * left before its end without being closed cannot be told from one that is still being
 * read: it has to be closed, as those of {@code java.nio.file.Files} have to.
 */
final class StreamCompletion implements Completion {

	@Override
	public boolean follows(Object result) {
		return result instanceof Stream<?>;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall tracked = Completions.startedOr(call, () -> starter.start(null));
		Stream<?> stream = (Stream<?>) result;
		boolean parallel = stream.isParallel();
		return StreamSupport.stream(new Following<>(stream.sequential().spliterator(), tracked), parallel)
			.onClose(() -> {
				tracked.cancelled();
				stream.close();
			});
	}

	/**
	 * Produces elements in the scope of the call, and hands them on outside of it: what
	 * the caller does with an element is not a part of the call.
	 */
	private static final class Following<T> implements Spliterator<T> {

		private final Spliterator<T> source;

		private final TrackedCall call;

		Following(Spliterator<T> source, TrackedCall call) {
			this.source = source;
			this.call = call;
		}

		@Override
		public boolean tryAdvance(Consumer<? super T> action) {
			Held<T> held = new Held<>();
			boolean advanced;
			try {
				advanced = this.call.observation().scoped(() -> this.source.tryAdvance(held));
			}
			catch (Throwable ex) {
				this.call.failed(ex);
				throw ex;
			}
			if (advanced) {
				if (held.value != null) {
					this.call.element(held.value);
				}
				action.accept(held.value);
			}
			else {
				this.call.completed();
			}
			return advanced;
		}

		/**
		 * Not split: the elements of a call arrive one after the other.
		 */
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
			return this.source.characteristics() & ~Spliterator.SORTED;
		}

	}

	private static final class Held<T> implements Consumer<T> {

		private T value;

		@SuppressWarnings("NullAway.Init")
		Held() {
		}

		@Override
		public void accept(T value) {
			this.value = value;
		}

	}

}
