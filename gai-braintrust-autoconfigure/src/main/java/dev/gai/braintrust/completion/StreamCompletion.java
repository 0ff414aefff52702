package dev.gai.braintrust.completion;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.completion.type.OpenStreams;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@link Stream}, and what has one inside, to its last element, or until it is
 * closed. A stream that is left before its end without being closed cannot be told from
 * one that is still being read: it has to be closed, as those of
 * {@code java.nio.file.Files} have to, or else its call ends when the garbage collector
 * finds it.
 */
final class StreamCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return (result instanceof Stream<?> && declared.isAssignableFrom(Stream.class))
				|| OpenStreams.isOne(result, declared);
	}

	@Override
	public Object follow(Object result, Class<?> declared, @Nullable TrackedCall call, CallStarter starter) {
		if (!OpenStreams.isOne(result, declared)) {
			return follow(result, call, starter);
		}
		Stream<?> stream = follow(OpenStreams.in(result, declared), call, starter);
		return OpenStreams.with(result, declared, stream);
	}

	@Override
	public Stream<?> follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall tracked = Completions.startedOr(call, () -> starter.start(null));
		Stream<?> stream = (Stream<?>) result;
		boolean parallel = stream.isParallel();
		Following<?> following = new Following<>(stream.sequential().spliterator(), tracked);
		Abandoned.watch(following, tracked::cancelled);
		return StreamSupport.stream(following, parallel).onClose(() -> {
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

		private final Held<T> held = new Held<>();

		Following(Spliterator<T> source, TrackedCall call) {
			this.source = source;
			this.call = call;
		}

		@Override
		public boolean tryAdvance(Consumer<? super T> action) {
			boolean advanced;
			try {
				advanced = Scopes.inside(this.call.observation(), () -> this.source.tryAdvance(this.held));
			}
			catch (Throwable ex) {
				this.call.failed(ex);
				throw ex;
			}
			if (advanced) {
				T element = this.held.value;
				if (element != null) {
					this.call.element(element);
				}
				action.accept(element);
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

		/**
		 * Without a size, since a stream of known size is counted without being read, and
		 * the call would not end.
		 */
		@Override
		public int characteristics() {
			return this.source.characteristics() & ~(Spliterator.SORTED | Spliterator.SIZED | Spliterator.SUBSIZED);
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
