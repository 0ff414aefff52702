package dev.gai.braintrust.content.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Goes through what has many elements from both ends, so that what there is no room for
 * is its middle: a history ends with the question.
 */
final class BothEnds {

	/** Shorter ones are copied from the front. */
	static final int LONG = 64;

	/**
	 * So many elements are passed to come to the last ones, where there is no way back.
	 */
	private static final int MOST_PASSED = 100_000;

	private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private final SnapshotWalk walk;

	private final int depth;

	/**
	 * Create a walk.
	 * @param depth the depth of an element
	 */
	BothEnds(SnapshotWalk walk, int depth) {
		this.walk = walk;
		this.depth = depth;
	}

	/**
	 * Whether elements are to be copied from both ends.
	 * @param source what has them
	 * @param copied how many have been copied
	 */
	static boolean suits(Iterable<?> source, int copied) {
		if (copied != 2 || !(source instanceof Collection<?> elements)) {
			return false;
		}
		int size = elements.size();
		return size > LONG && (size <= MOST_PASSED || goesBack(elements));
	}

	private static boolean goesBack(Collection<?> elements) {
		return elements instanceof List<?> || elements instanceof Deque<?> || elements instanceof NavigableSet<?>;
	}

	/**
	 * Copies the rest.
	 * @param source what has the elements
	 * @param forward goes on behind those that have been copied
	 * @param first copies of the first elements; those that follow are added
	 */
	void rest(Collection<?> source, Iterator<?> forward, List<@Nullable Object> first) {
		int room = this.walk.room();
		// One of the first ones may be large, and leaves something for the last ones.
		int before = this.walk.limit(room - room / 4);
		while (forward.hasNext() && this.walk.room() > room / 4 && this.walk.takeElement()) {
			first.add(this.walk.copy(forward.next(), this.depth));
		}
		this.walk.limitAgain(before);
		if (!forward.hasNext()) {
			return;
		}
		int start = first.size();
		Passed passed = goesBack(source) ? null : new Passed(forward, Math.max(1, this.walk.room()));
		int left = (passed != null) ? passed.count : source.size() - start;
		Iterator<?> backward = (passed != null) ? passed.last.descendingIterator() : backwards(source);
		List<@Nullable Object> last = new ArrayList<>();
		while (left > 0 && backward.hasNext() && this.walk.takeElement()) {
			Object next = backward.next();
			Object element = this.walk.copy((next instanceof Element one) ? one.value() : next, this.depth);
			boolean inner = element instanceof Map<?, ?> || element instanceof List<?>;
			if (inner && this.walk.room() <= 0 && !last.isEmpty()) {
				// It may have been cut within.
				break;
			}
			last.add(element);
			left--;
		}
		Collections.reverse(last);
		join(source, first, left, last);
	}

	private void join(Collection<?> source, List<@Nullable Object> first, int left, List<@Nullable Object> last) {
		if (left > 0 && LongConversation.is(first)) {
			int start = first.size();
			List<?> missing = (source instanceof List<?> list) ? list.subList(start, start + left)
					: Collections.nCopies(left, "");
			List<@Nullable Object> joined = LongConversation.join(first, missing, last);
			first.clear();
			first.addAll(joined);
			return;
		}
		if (left > 0) {
			first.add(this.walk.weighed(LeftOut.mark(left)));
		}
		first.addAll(last);
	}

	private static Iterator<?> backwards(Collection<?> elements) {
		if (elements instanceof List<?> list) {
			return new Backwards(list.listIterator(list.size()));
		}
		return (elements instanceof Deque<?> deque) ? deque.descendingIterator()
				: ((NavigableSet<?>) elements).descendingIterator();
	}

	private record Backwards(ListIterator<?> places) implements Iterator<@Nullable Object> {

		@Override
		public boolean hasNext() {
			return this.places.hasPrevious();
		}

		@Override
		public @Nullable Object next() {
			return this.places.previous();
		}

	}

	/** It may be {@code null}, which a deque cannot hold. */
	private record Element(@Nullable Object value) {
	}

	/**
	 * The last elements of what can be read forwards only.
	 */
	private static final class Passed {

		private final Deque<Element> last = new ArrayDeque<>();

		private int count;

		Passed(Iterator<?> elements, int most) {
			long start = System.nanoTime();
			while (elements.hasNext()) {
				if (this.count == MOST_PASSED || ((this.count & 15) == 15 && System.nanoTime() - start > MOST_NANOS)) {
					throw new NoSuchElementException("The last elements are too far away");
				}
				if (this.last.size() == most) {
					this.last.removeFirst();
				}
				Object element = elements.next();
				this.last.addLast(new Element(element));
				this.count++;
			}
		}

	}

}
